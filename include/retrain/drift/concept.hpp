#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace retrain {

/// What a detector says of a stream after one more value.
enum class drift_level {
    none,     ///< nothing to tell
    warning,  ///< it may be changing
    drift,    ///< it has changed
};

[[nodiscard]] constexpr std::string_view name(drift_level level) noexcept {
    switch (level) {
        case drift_level::none: return "none";
        case drift_level::warning: return "warning";
        case drift_level::drift: return "drift";
    }
    return "unknown";
}

namespace requirement {
template <class D>
concept DetectorNamed = requires { { D::name } -> std::convertible_to<std::string_view>; };
template <class D>
concept DetectorUpdates = requires(D& d, double value) {
    { d.update(value) } -> std::same_as<drift_level>;
};
template <class D>
concept DetectorNoexcept = requires(D& d, double value) {
    { d.update(value) } noexcept;
};
template <class D>
concept DetectorResets = requires(D& d) {
    { d.reset() } noexcept;
};
template <class D>
concept DetectorSaves = requires(D const& d) {
    { d.save() } -> std::same_as<std::string>;
};
template <class D>
concept DetectorRestores = requires(D& d, std::string_view saved) { d.restore(saved); };
}  // namespace requirement

/// Watches a stream of numbers, one at a time, and tells when what it comes from has changed.
///
/// Let `d` be a `D`, `c` a `D const`, `x` a `double` and `s` a `std::string_view`.
///   [detector.name]     `D::name` is what records call it, in static storage;
///   [detector.update]   `d.update(x)` takes the next value and returns a `drift_level`;
///   [detector.noexcept] and does not throw;
///   [detector.reset]    `d.reset()` forgets all values and does not throw;
///   [detector.save]     `c.save()` returns its memory as a `std::string`;
///   [detector.restore]  `d.restore(s)` takes it back.
/// Optional: `c.statistic()` returns, as a `double` and without throwing, what was compared with
/// the threshold when it last answered; records tell it.
/// Semantics the compiler cannot see:
///   [detector.once]      a drift lasts one update: the next value is the first of a new stream;
///   [detector.pure]      equal detectors give equal answers to equal values, in all processes;
///   [detector.finite]    a value that is NaN or infinite is answered with `none` and otherwise
///                        ignored;
///   [detector.invisible] saving it and restoring another with the same parameters from that text
///                        changes no later answer; a text that it can't have written changes
///                        nothing.
/// Models: `adwin`, `ddm`, `eddm`, `hddm_a`, `hddm_w`, `page_hinkley`, `kswin`,
/// `performance_drop`, `performance_band`, `thinned`.
template <class D>
concept DriftDetector =
    std::movable<D> && requirement::DetectorNamed<D> && requirement::DetectorUpdates<D> &&
    requirement::DetectorNoexcept<D> && requirement::DetectorResets<D> &&
    requirement::DetectorSaves<D> && requirement::DetectorRestores<D>;

/// Says which requirement a detector misses, as a role does for its policies. A detector is a part
/// of a trigger, not one of a service's policies, so it declares no role.
struct detector_requirements {
    template <class D>
    static constexpr bool accepts = DriftDetector<D>;

    /// Fails to compile with the first requirement that `D` misses.
    template <class D>
    static consteval bool explain() {
        if constexpr (!requirement::DetectorNamed<D>)
            static_assert(sizeof(D) == 0, "[detector.name] a DriftDetector needs "
                          "`static constexpr std::string_view name`");
        else if constexpr (!requirement::DetectorUpdates<D>)
            static_assert(sizeof(D) == 0, "[detector.update] a DriftDetector needs a member "
                          "`retrain::drift_level update(double) noexcept`");
        else if constexpr (!requirement::DetectorNoexcept<D>)
            static_assert(sizeof(D) == 0,
                          "[detector.noexcept] a DriftDetector's `update` must be `noexcept`");
        else if constexpr (!requirement::DetectorResets<D>)
            static_assert(sizeof(D) == 0, "[detector.reset] a DriftDetector needs a member "
                          "`void reset() noexcept` that forgets all values");
        else if constexpr (!requirement::DetectorSaves<D>)
            static_assert(sizeof(D) == 0, "[detector.save] a DriftDetector needs a const member "
                          "`std::string save() const`");
        else if constexpr (!requirement::DetectorRestores<D>)
            static_assert(sizeof(D) == 0, "[detector.restore] a DriftDetector needs a member "
                          "`void restore(std::string_view)`");
        return accepts<D>;
    }
};

}  // namespace retrain
