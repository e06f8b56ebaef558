#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/detail/number_text.hpp>
#include <retrain/detail/pending_alarm.hpp>
#include <retrain/detail/real_functions.hpp>
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
#include <utility>

namespace retrain {

/// Use when a change of a stream of numbers is a reason to retrain: `on_drift<adwin<>>` watches the
/// errors of the live model's predictions, `on_drift<page_hinkley<>,
/// value_of<&prediction_outcome::loss>>` their loss, and any other stream goes as well.
///
/// Where the event has a member `generation`, as `prediction_outcome` has, only the newest
/// generation that was seen counts: outcomes of older versions are ignored, and the detector starts
/// anew with the first of a newer one. With several models name the one: `of_model<"verdict">`.
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
            if (auto const value = stream_(event); value && is_newest(event)) look(*value, o);
        return alarm_.answer("drift", o.now, Detector::name);
    }

    /// What the detector said of the last value that counted.
    [[nodiscard]] constexpr drift_level level() const noexcept { return level_; }
    /// An alarm waits for a run.
    [[nodiscard]] constexpr bool pending() const noexcept { return alarm_.waits(); }
    [[nodiscard]] constexpr Detector const& detector() const noexcept { return detector_; }

    [[nodiscard]] std::string save() const {
        detail::number_writer out;
        out(newest_, static_cast<std::uint64_t>(level_), detail::ticks_of(alarm_.raised),
            detail::ticks_of(alarm_.run_before), detail::ticks_of(alarm_.answered), alarm_.amount);
        return out.text() + detector_.save();
    }

    /// Takes back what `save` gave; a text that it can't have written changes nothing.
    void restore(std::string_view saved) {
        detail::number_reader in{saved};
        std::uint64_t newest = 0;
        std::uint64_t level = 0;
        std::int64_t alarm = 0;
        std::int64_t run_before = 0;
        std::int64_t answered = 0;
        double amount = 0;
        in(newest);
        in.within(level, static_cast<std::uint64_t>(drift_level::drift));
        in(alarm, run_before, answered, amount);
        if (!in.ok()) return;
        detector_.restore(in.rest());
        newest_ = newest;
        level_ = static_cast<drift_level>(level);
        alarm_ = {detail::instant_of(alarm), detail::instant_of(run_before), amount,
                  detail::instant_of(answered)};
    }

   private:
    template <class Event>
    [[nodiscard]] constexpr bool is_newest(Event const& event) noexcept {
        if constexpr (requires { { event.generation } -> std::convertible_to<std::uint64_t>; }) {
            std::uint64_t const generation = event.generation;
            if (generation > newest_) {
                newest_ = generation;
                detector_.reset();
                level_ = drift_level::none;
            }
            return generation == newest_;
        } else {
            return true;
        }
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
    std::uint64_t newest_ = 0;
    drift_level level_ = drift_level::none;
    detail::pending_alarm alarm_{};
};

}  // namespace retrain
