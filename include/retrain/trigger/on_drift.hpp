#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/detail/newest_generations.hpp>
#include <retrain/detail/number_text.hpp>
#include <retrain/detail/pending_alarm.hpp>
#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/words.hpp>
#include <retrain/drift/concept.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/event/prediction_outcome.hpp>
#include <retrain/trigger/concept.hpp>
#include <retrain/trigger/number_stream.hpp>
#include <retrain/trigger/value_of.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace retrain {

/// Use when a change of a stream of numbers is a reason to retrain: `on_drift<adwin<>>` watches the
/// errors of the live model's predictions, `on_drift<page_hinkley<>,
/// value_of<&prediction_outcome::loss>>` their loss, and any other stream goes as well.
///
/// Where the event has members `model` and `generation`, as `prediction_outcome` has, only outcomes
/// of what is live count: those of a version that was replaced are ignored, and the detector starts
/// anew with another version. The service tells what is live; where nobody does, the newest
/// generation that was seen counts. One detector is for one model: with several name it,
/// `of_model<"verdict">`.
///
/// An alarm stays pending until a run has reached a verdict after it. Until then each event of the
/// stream and each `clock_tick` is answered with it, but at most one in `repeat`, since an interval
/// policy may read the training data to say no. The ledger keeps it over restarts. The reason is
/// "drift" with the detector's statistic and name, as in "drift (0.31): ddm".
template <class Detector, class Stream = value_of<&prediction_outcome::error>>
class on_drift {
    // What is missing was said where it was explained; this keeps further errors away.
    static_assert((detector_requirements::explain<Detector>() &&
                   stream_requirements::explain<Stream>()) ||
                  true);

   public:
    using policy_role = trigger_role;
    using events = type_list<>;
};

template <DriftDetector Detector, NumberStream Stream>
class on_drift<Detector, Stream> {
    static constexpr bool has_generations = requires(typename Stream::event const& event) {
        { event.generation } -> std::convertible_to<std::uint64_t>;
    };
    static constexpr bool names_models =
        has_generations && requires(typename Stream::event const& event) {
            { event.model } -> std::convertible_to<std::string_view>;
        };

   public:
    using policy_role = trigger_role;
    using events = type_union<type_list<typename Stream::event>, type_list<clock_tick>>;

    /// The least time between two answers to one alarm.
    static constexpr std::chrono::minutes repeat = detail::pending_alarm::repeat;

    constexpr on_drift()
        requires std::default_initializable<Detector> && std::default_initializable<Stream>
    = default;
    constexpr explicit on_drift(Detector detector, Stream stream = {})
        : stream_{std::move(stream)}, detector_{std::move(detector)} {}

    template <class Event>
        requires(events::template contains<Event>)
    [[nodiscard]] constexpr std::optional<reason> observe(Event const& event,
                                                          observation const& o) noexcept {
        alarm_.settle(o);
        if constexpr (std::same_as<Event, typename Stream::event>)
            if (auto const value = stream_(event); value && counts(event)) look(*value, o);
        return alarm_.answer("drift", o.now, Detector::name);
    }

    /// Another version of a model serves, `generation`. Called by the service.
    void now_live(std::string_view model, std::uint64_t generation) noexcept
        requires names_models
    {
        if (generations_.now_live(model, generation)) start_anew();
    }

    /// What the detector said of the last value that counted.
    [[nodiscard]] constexpr drift_level level() const noexcept { return level_; }
    /// An alarm waits for a run.
    [[nodiscard]] constexpr bool pending() const noexcept { return alarm_.waits(); }
    [[nodiscard]] constexpr Detector const& detector() const noexcept { return detector_; }

    [[nodiscard]] std::string save() const {
        detail::number_writer out;
        out(static_cast<std::uint64_t>(level_), detail::ticks_of(alarm_.raised),
            detail::ticks_of(alarm_.run_before), detail::ticks_of(alarm_.answered), alarm_.amount);
        return generations_.save() + out.text() + detector_.save();
    }

    /// Takes back what `save` gave; a text that it can't have written changes nothing.
    void restore(std::string_view saved) {
        detail::word_reader words{saved};
        auto generations = decltype(generations_)::restored(words);
        if (!generations) return;
        detail::number_reader in{words.rest()};
        std::uint64_t level = 0;
        std::int64_t alarm = 0;
        std::int64_t run_before = 0;
        std::int64_t answered = 0;
        double amount = 0;
        in.within(level, static_cast<std::uint64_t>(drift_level::drift));
        in(alarm, run_before, answered, amount);
        if (!in.ok()) return;
        detector_.restore(in.rest());
        generations_ = *std::move(generations);
        level_ = static_cast<drift_level>(level);
        alarm_ = {detail::instant_of(alarm), detail::instant_of(run_before), amount,
                  detail::instant_of(answered)};
    }

   private:
    template <class Event>
    [[nodiscard]] constexpr bool counts(Event const& event) noexcept {
        if constexpr (has_generations) {
            std::string_view model{};
            if constexpr (names_models) model = event.model;
            auto const age = generations_.see(model, event.generation);
            if (age == detail::newest_generations::age::older) return false;
            if (age == detail::newest_generations::age::newer) start_anew();
        }
        return true;
    }

    constexpr void start_anew() noexcept {
        detector_.reset();
        level_ = drift_level::none;
    }

    constexpr void look(double value, observation const& o) noexcept {
        if (!detail::is_finite(value)) return;
        level_ = detector_.update(value);
        if (level_ != drift_level::drift) return;
        if constexpr (requires { { detector_.statistic() } noexcept -> std::same_as<double>; })
            alarm_.raise(o, detector_.statistic());
        else
            alarm_.raise(o, value);
    }

    [[no_unique_address]] Stream stream_{};
    Detector detector_{};
    [[no_unique_address]] std::conditional_t<has_generations, detail::newest_generations,
                                             detail::no_generations> generations_{};
    drift_level level_ = drift_level::none;
    detail::pending_alarm alarm_{};
};

}  // namespace retrain
