#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace retrain::testing {

/// Uniform numbers within [0, 1) that need no random library: SplitMix64, 53 bits of each.
class reference_numbers {
   public:
    constexpr explicit reference_numbers(std::uint64_t state = 42) noexcept : state_{state} {}

    constexpr double operator()() noexcept {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        z ^= z >> 31;
        return static_cast<double>(z >> 11) * 0x1p-53;
    }

   private:
    std::uint64_t state_;
};

/// `count` uniform numbers.
[[nodiscard]] constexpr std::vector<double> uniform_stream(std::size_t count,
                                                           std::uint64_t seed = 42) {
    reference_numbers next{seed};
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(next());
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
