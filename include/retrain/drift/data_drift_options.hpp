#pragma once

#include <retrain/drift/two_sample.hpp>

#include <cstdint>
#include <optional>

namespace retrain {

/// What a column's distance has to exceed.
enum class drift_threshold : std::uint8_t {
    between_windows,  ///< 99th percentile of the distances between windows inside the reference
    window_to_rest,   ///< the same of their distances from the rest of it: smaller
    fixed,            ///< the effect only, which any window of a time series exceeds
};

/// How strict a comparison is.
struct data_drift_options {
    drift_threshold threshold = drift_threshold::between_windows;
    double level = 0.05;   ///< of the tests with a p-value, after Benjamini and Hochberg
    double effect = 0.1;   ///< smallest distance or change of a missing share that counts
    double columns = 0.5;  ///< share of the columns that makes a drift of the whole
    /// The test for all columns of a reference that is summarised, in place of `choose_test`'s.
    std::optional<two_sample_test> test{};
};

}  // namespace retrain
