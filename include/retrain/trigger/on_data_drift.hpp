#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/detail/drifted_columns.hpp>
#include <retrain/detail/pending_alarm.hpp>
#include <retrain/detail/row_window.hpp>
#include <retrain/detail/words.hpp>
#include <retrain/drift/find_data_drift.hpp>
#include <retrain/drift/summary_text.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/event/row_served.hpp>
#include <retrain/trigger/concept.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// Use when the rows that are served may come to differ from those that the live model learned
/// from, and their labels are too late to tell: compares the last `Window` rows with the training
/// rows, as `find_data_drift` does, each time another `every` have arrived.
///
/// `Event` has a member `features`, a row in the schema's order; where it also has a `model`, rows
/// of other models can be left out. A row with another number of features than the reference is
/// ignored.
///
/// An alarm is a reason "data_drift" with the number of columns that have drifted and their names,
/// and is pending until a run has reached a verdict after it: rows are not taken meanwhile, but they
/// and ticks are answered with it again, at most once in `repeat`, since an interval policy may read
/// the training data to say no. Then the window starts anew. Without a reference, as for a model
/// that was published without this trigger, it never fires; `has_reference` tells. Rows are taken
/// without allocating.
template <std::size_t Window = 250, class Event = row_served>
class on_data_drift {
    static_assert(Window >= least_drift_rows, "[trigger.window] on_data_drift compares at least 30 "
                                              "rows: fewer say nothing about a distribution");
    static_assert(requires(Event const& event) { std::span<float const>{event.features}; },
                  "[trigger.features] the event of on_data_drift needs a member `features`, a "
                  "`std::span<float const>` or a `std::vector<float>`");

   public:
    using policy_role = trigger_role;
    using events = type_union<type_list<Event>, type_list<clock_tick>>;

    /// The least time between two answers to one alarm.
    static constexpr std::chrono::minutes repeat = detail::pending_alarm::repeat;

    on_data_drift() : on_data_drift{data_drift_options{}} {}

    /// Compares after every `every` rows, and looks only at rows of `model` unless that is empty.
    explicit on_data_drift(data_drift_options const& options, std::size_t every = Window / 10,
                           std::string model = {})
        : options_{options}, every_{every}, model_{std::move(model)} {}

    std::optional<reason> observe(Event const& event, observation const& o) noexcept {
        settle(o);
        if (!alarm_.waits() && reference_ && is_ours(event)) {
            window_.push(event.features);
            if (window_.full() && window_.fresh() >= every_) compare(o);
        }
        return answer(o.now);
    }
    std::optional<reason> observe(clock_tick const&, observation const& o) noexcept
        requires(!std::same_as<Event, clock_tick>)
    {
        settle(o);
        return answer(o.now);
    }

    /// The training rows as later rows will be compared with them, a line of text: at most 3,500
    /// characters a feature (`write_summary`).
    [[nodiscard]] std::string summarize(dataset_view training_rows) const {
        return write_summary(summarize_reference(training_rows, Window, options_.test));
    }

    /// Takes the reference of the version that is live from now on. The rows of the window stay,
    /// if the features are the same. Throws `error` where the text is damaged or was made for
    /// another window; then there is no reference.
    void compare_with(std::string_view summary) {
        reference_.reset();
        last_.reset();
        if (summary.empty()) return;
        auto next = read_summary(summary);
        if (next.window != Window && options_.threshold != drift_threshold::fixed)
            throw error{failure_reason::bad_parameter,
                        "the live model's training rows were summarised for windows of " +
                            std::to_string(next.window) + " rows, and on_data_drift compares " +
                            std::to_string(Window) + ": retrain the model, or name on_data_drift<" +
                            std::to_string(next.window) + ">"};
        fit_window(next);
        reference_ = std::move(next);
    }

    [[nodiscard]] bool has_reference() const noexcept { return reference_.has_value(); }
    /// An alarm waits for a run.
    [[nodiscard]] bool pending() const noexcept { return alarm_.waits(); }

    /// The last comparison with this reference, if there was one.
    [[nodiscard]] std::optional<data_drift> const& last() const noexcept { return last_; }

    [[nodiscard]] std::string save() const {
        detail::word_writer words;
        words.number(detail::ticks_of(alarm_.raised))
            .number(detail::ticks_of(alarm_.run_before))
            .number(alarm_.amount)
            .number(detail::ticks_of(alarm_.answered))
            .text(columns_);
        window_.save(words);
        return words.take();
    }

    /// Takes back what `save` wrote; anything else changes nothing. Rows of other features than
    /// the reference has are left out.
    void restore(std::string_view saved) {
        detail::word_reader words{saved};
        auto const alarm = words.number<std::int64_t>();
        auto const run_before = words.number<std::int64_t>();
        auto const amount = words.number<double>();
        auto const answered = words.number<std::int64_t>();
        auto const columns = words.text();
        if (!alarm || !run_before || !amount || !answered || !columns || !window_.restore(words))
            return;
        alarm_ = {detail::instant_of(*alarm), detail::instant_of(*run_before), *amount,
                  detail::instant_of(*answered)};
        columns_ = *columns;
        if (reference_) fit_window(*reference_);
    }

   private:
    void fit_window(reference_summary const& reference) {
        if (!window_.has_shape(reference.fingerprint, reference.columns.size()))
            window_.start(reference.fingerprint, reference.columns.size());
    }

    [[nodiscard]] bool is_ours(Event const& event) const noexcept {
        if constexpr (requires { { event.model } -> std::convertible_to<std::string_view>; })
            if (!model_.empty() && model_ != std::string_view{event.model}) return false;
        return std::span<float const>{event.features}.size() == window_.columns();
    }

    /// Ends the alarm that a run has answered; the window starts anew.
    void settle(observation const& o) noexcept {
        if (alarm_.settle(o)) window_.clear();
    }
    [[nodiscard]] std::optional<reason> answer(time_point now) noexcept {
        return alarm_.answer("data_drift", now, columns_);
    }

    void compare(observation const& o) noexcept {
        try {
            last_ = find_data_drift(*reference_, window_.look(), options_);
            if (last_->answer != drift_answer::drifted) return;
            columns_ = detail::drifted_columns(*last_);
        } catch (...) {
            return;  // out of memory: there will be a next comparison
        }
        alarm_.raise(o, static_cast<double>(last_->drifted));
    }

    data_drift_options options_;
    std::size_t every_;
    std::string model_;
    std::optional<reference_summary> reference_{};
    std::optional<data_drift> last_{};
    detail::row_window<Window> window_{};
    detail::pending_alarm alarm_{};
    std::string columns_{};  // that the alarm is about
};

}  // namespace retrain
