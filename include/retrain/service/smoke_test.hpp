#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/trainer/concept.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace retrain {

/// How much larger and slower than the champion a new model may be: a runaway is not what the
/// program was built to serve, however well it predicts.
struct smoke_limits {
    double size_factor = 10;
    double latency_factor = 10;
};

/// The champion that a new model is measured against. `model` is null where there is none.
template <Model M>
struct smoke_baseline {
    M const* model = nullptr;
    std::uint64_t bytes = 0;
};

namespace detail {
inline constexpr std::size_t smoke_rows = 32;
/// Below this a call is fast enough for anybody, and a factor would compare noise.
inline constexpr std::chrono::milliseconds always_fast_enough{5};
/// Likewise for a file's size.
inline constexpr std::uint64_t always_small_enough = 1'000'000;

/// Up to 32 of `rows`, evenly spaced.
[[nodiscard]] inline dataset smoke_sample(dataset_view rows) {
    std::vector<std::size_t> sample;
    std::size_t const step = std::max<std::size_t>(1, rows.row_count() / smoke_rows);
    for (std::size_t row = 0; row < rows.row_count() && sample.size() < smoke_rows; row += step)
        sample.push_back(row);
    return select(rows, sample);
}

/// Every row gets the same probabilities.
[[nodiscard]] inline bool is_constant(std::span<float const> probabilities, std::size_t classes) {
    auto const first = probabilities.first(classes);
    for (std::size_t at = classes; at < probabilities.size(); at += classes)
        if (!std::ranges::equal(probabilities.subspan(at, classes), first)) return false;
    return true;
}

/// The median of five predictions of `rows`.
template <Model M>
[[nodiscard]] std::chrono::nanoseconds latency(M const& model, dataset_view rows) {
    std::array<std::chrono::nanoseconds, 5> times{};
    for (auto& time : times) {
        auto const begin = std::chrono::steady_clock::now();
        (void)predict_all(model, rows);
        time = std::chrono::steady_clock::now() - begin;
    }
    std::ranges::nth_element(times, times.begin() + 2);
    return times[2];
}
}  // namespace detail

/// The last gate: loads what `winner` was saved as and returns the loaded model, so that what will
/// serve is what is in the file. Throws `error` (`smoke_test_failed`) unless both predict the same
/// finite values for up to 32 of `rows`, to the last bit; not the same for all rows; and the file
/// and the time to predict stay within `limits` of the `champion`'s, measured side by side where it
/// can read the rows.
template <Model M>
[[nodiscard]] M smoke_test(M const& winner, std::span<std::byte const> saved, dataset_view rows,
                           smoke_baseline<M> champion = {}, smoke_limits limits = {}) {
    auto const fail = [](std::string const& what) {
        throw error{failure_reason::smoke_test_failed,
                    "the new model " + what + "; the old model goes on serving"};
    };
    M loaded = M::load(saved);
    dataset const few = detail::smoke_sample(rows);
    auto const expected = detail::predict_all(winner, few.view());
    auto const actual = detail::predict_all(loaded, few.view());
    if (!std::ranges::all_of(actual, [](float p) { return std::isfinite(p); }))
        fail("predicts values that are not finite");
    if (actual != expected) fail("does not predict the same once it was saved and loaded again");
    if (few.labels.size() > 1 && detail::is_constant(actual, loaded.class_count()) &&
        detail::is_constant(detail::predict_all(loaded, rows), loaded.class_count()))
        fail("predicts the same for all " + std::to_string(rows.row_count()) + " rows");
    if (champion.model == nullptr) return loaded;

    auto const most = std::max(static_cast<double>(detail::always_small_enough),
                               limits.size_factor * static_cast<double>(champion.bytes));
    if (static_cast<double>(saved.size()) > most)
        fail("has " + std::to_string(saved.size()) + " bytes, the champion " +
             std::to_string(champion.bytes) + ", and the limit is " +
             std::to_string(static_cast<std::uint64_t>(most)));
    // One that was trained on other features, which a person replaces, tells nothing of the time.
    std::size_t const reads = champion.model->feature_count();
    if (reads != few.view().feature_count()) return loaded;
    auto const span = detail::latency(loaded, few.view());
    if (span > detail::always_fast_enough) {
        using milliseconds = std::chrono::duration<double, std::milli>;
        auto const usual = detail::latency(*champion.model, few.view());
        if (milliseconds{span} > limits.latency_factor * milliseconds{usual})
            fail("takes " + std::to_string(milliseconds{span}.count()) + " ms to predict " +
                 std::to_string(few.labels.size()) + " rows, the champion " +
                 std::to_string(milliseconds{usual}.count()));
    }
    return loaded;
}

}  // namespace retrain
