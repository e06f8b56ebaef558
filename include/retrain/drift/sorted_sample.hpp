#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace retrain {

/// What the tests on numbers compare: the finite values among `values`, ascending. A value that is
/// NaN or infinite is missing. With a `stride` the values are every `stride`th from `first` on, a
/// column of a row-major matrix. O(n log n).
[[nodiscard]] inline std::vector<float> sorted_sample(std::span<float const> values,
                                                      std::size_t first = 0,
                                                      std::size_t stride = 1) {
    std::vector<float> sample;
    sample.reserve(values.size() / stride);
    for (std::size_t i = first; i < values.size(); i += stride)
        if (std::isfinite(values[i])) sample.push_back(values[i]);
    std::ranges::sort(sample);
    return sample;
}

}  // namespace retrain
