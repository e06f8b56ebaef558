#pragma once

#include <retrain/detail/split_mix.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace retrain::testing {

/// `count` uniform numbers.
[[nodiscard]] constexpr std::vector<double> uniform_stream(std::size_t count,
                                                           std::uint64_t seed = 42) {
    detail::split_mix numbers{seed};
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(numbers.uniform());
    return values;
}

/// 1 with probability `before` for the first `change` values, then with probability `after`.
[[nodiscard]] constexpr std::vector<double> bit_stream(std::size_t count = 2000,
                                                       std::size_t change = 1000,
                                                       double before = 0.2, double after = 0.6,
                                                       std::uint64_t seed = 42) {
    auto values = uniform_stream(count, seed);
    for (std::size_t i = 0; i < count; ++i) values[i] = values[i] < (i < change ? before : after);
    return values;
}

/// Uniform numbers that are 2 higher from the one of index 1,000.
[[nodiscard]] constexpr std::vector<double> real_stream() {
    auto values = uniform_stream(2000);
    for (std::size_t i = 1000; i < values.size(); ++i) values[i] += 2;
    return values;
}

}  // namespace retrain::testing
