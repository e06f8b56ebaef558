#pragma once

#include <retrain/drift/cells.hpp>
#include <retrain/drift/two_sample.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace retrain {

/// What windows inside the reference differ by anyway: the 99th percentile of their distances. NaN
/// where there were too few windows.
struct learned_thresholds {
    double between_windows = std::numeric_limits<double>::quiet_NaN();  ///< from each other
    double window_to_rest = std::numeric_limits<double>::quiet_NaN();   ///< from all other rows
};

/// What is kept of one column of the reference: enough to compare rows with it later, and of
/// bounded size.
struct column_summary {
    std::string name{};
    two_sample_test test = two_sample_test::ks;
    std::size_t rows = 0;     ///< finite values
    std::size_t missing = 0;  ///< the others
    double deviation = 0;     ///< standard deviation of the values, divided by n
    learned_thresholds learned{};
    std::vector<float> quantiles{};  ///< of a column that is compared as numbers, ascending
    cells into{};                    ///< of any other, with its
    std::vector<double> counts{};    ///< counts

    /// At most so many quantiles stand for a column. All values do where there are no more; else
    /// they are those at the ranks (k + 1/2) n / 200, which moves a distribution function by at
    /// most 1/400 + 1/n.
    static constexpr std::size_t most_quantiles = 200;
};

}  // namespace retrain
