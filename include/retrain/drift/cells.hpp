#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace retrain {

/// Cells into which values are counted. Either each of `points` is a value, and what is none of
/// them falls into one more cell; or the points are edges, and cell i holds what lies above edge
/// i - 1 and not above edge i. Points ascend; there is one cell more than there are points.
struct cells {
    std::vector<float> points{};
    bool edges = false;

    /// How many of `sample`, which may be in any order, fall into each cell. O(n log k).
    [[nodiscard]] std::vector<double> count(std::span<float const> sample) const {
        std::vector<double> counts(points.size() + 1, 0.0);
        for (float const value : sample) {
            auto const at = std::ranges::lower_bound(points, value);
            bool const found = edges || (at != points.end() && *at == value);
            ++counts[found ? static_cast<std::size_t>(at - points.begin()) : points.size()];
        }
        return counts;
    }

    friend bool operator==(cells const&, cells const&) = default;
};

/// One cell for each distinct value of an ascending sample.
[[nodiscard]] inline cells value_cells(std::span<float const> sample) {
    cells by_value{{sample.begin(), sample.end()}, false};
    by_value.points.erase(std::ranges::unique(by_value.points).begin(), by_value.points.end());
    return by_value;
}

/// Cells of about equal counts in an ascending sample, at most ten.
[[nodiscard]] inline cells decile_cells(std::span<float const> sample) {
    cells by_rank{{}, true};
    for (std::size_t tenth = 1; tenth < 10 && !sample.empty(); ++tenth) {
        float const edge = sample[(sample.size() * tenth - 1) / 10];
        if (edge != sample.back() && (by_rank.points.empty() || by_rank.points.back() != edge))
            by_rank.points.push_back(edge);
    }
    return by_rank;
}

}  // namespace retrain
