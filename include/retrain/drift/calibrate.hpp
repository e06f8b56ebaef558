#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/split_mix.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace retrain {

/// What `calibrate` is asked for.
struct calibration {
    std::size_t expected_run_time = 10'000;  ///< values within which one false alarm is expected
    std::size_t block = 1;     ///< values resampled together; where labels overlap, five horizons
    std::size_t streams = 100; ///< that are simulated; the rate is off by 1 / sqrt(streams) or so
    std::uint64_t seed = 42;
};

/// A detector whose parameters can be chosen at run time and made stricter by one number.
template <class D>
concept TunableDetector = DriftDetector<D> && requires(typename D::parameter_type parameters) {
    { parameters.stricter(2.0) } -> std::same_as<typename D::parameter_type>;
    D{parameters};
};

namespace detail {
/// False alarms of `detector` on `streams` streams of `length` values, each begun afresh, that are
/// made of blocks of `outcomes`: a circular block bootstrap. Stops counting above `enough`.
template <DriftDetector D>
[[nodiscard]] std::size_t count_alarms(D detector, std::span<double const> outcomes,
                                       calibration const& wanted, std::size_t streams,
                                       std::size_t length, std::size_t enough) {
    std::size_t alarms = 0;
    split_mix random{wanted.seed};
    for (std::size_t stream = 0; stream < streams && alarms <= enough; ++stream) {
        detector.reset();
        std::size_t place = 0;
        for (std::size_t i = 0; i < length; ++i) {
            if (i % wanted.block == 0) place = random.below(outcomes.size());
            if (detector.update(outcomes[place]) == drift_level::drift) ++alarms;
            place = place + 1 == outcomes.size() ? 0 : place + 1;
        }
    }
    return alarms;
}
}  // namespace detail

/// The detector `D` with the least thresholds, between 1/16 and 128 times as far as those of
/// `start`, at which false alarms come no more often than once in `wanted.expected_run_time` values
/// on average, neither in a stream of that length that does not change nor in its first tenth: some
/// detectors alarm mostly when they are new, others when they are old.
/// `calibrate<ddm<>>(outcomes, {.expected_run_time = 5'000, .block = 40})`.
///
/// Streams are made of `outcomes`, numbers of the kind that the detector will be shown from a time
/// without a change, drawn with replacement in blocks of consecutive ones. Throws `error`:
/// `bad_data` where there are fewer than 30 or than four blocks, or one is not finite;
/// `bad_parameter` where a number of `wanted` is zero or no threshold is strict enough.
/// At most 24 * streams * expected_run_time updates.
template <TunableDetector D>
[[nodiscard]] D calibrate(std::span<double const> outcomes, calibration wanted = {},
                          typename D::parameter_type start = {}) {
    auto const place = "calibrate<" + std::string{D::name} + ">: ";
    if (wanted.expected_run_time == 0 || wanted.block == 0 || wanted.streams == 0)
        throw error{failure_reason::bad_parameter,
                    place + "expected_run_time, block and streams must be at least 1"};
    std::size_t const least = std::max<std::size_t>(30, 4 * wanted.block);
    if (outcomes.size() < least)
        throw error{failure_reason::bad_data, place + std::to_string(outcomes.size()) +
                                                  " outcomes are too few, give " +
                                                  std::to_string(least) + " or more"};
    if (!std::ranges::all_of(outcomes, detail::is_finite))
        throw error{failure_reason::bad_data, place + "leave out the outcome that is not finite"};

    auto const with = [&](double exponent) { return D{start.stricter(std::exp2(exponent))}; };
    auto const too_often = [&](double exponent) {
        auto const alarms = [&](std::size_t parts) {
            return detail::count_alarms(with(exponent), outcomes, wanted, wanted.streams * parts,
                                        wanted.expected_run_time / parts, wanted.streams);
        };
        return alarms(10) > wanted.streams || alarms(1) > wanted.streams;
    };
    double loose = -4;
    double strict = 7;
    if (too_often(strict))
        throw error{failure_reason::bad_parameter,
                    place + "even its strictest threshold gives a false alarm more often than once "
                            "in " +
                        std::to_string(wanted.expected_run_time) +
                        " values: thin the outcomes, or expect a shorter run"};
    if (!too_often(loose)) return with(loose);
    while (strict - loose > 0.01) {
        double const middle = (loose + strict) / 2;
        (too_often(middle) ? loose : strict) = middle;
    }
    return with(strict);
}

}  // namespace retrain
