#pragma once

#include <cstdint>

namespace retrain::detail {

/// SplitMix64: pseudo-random 64-bit numbers that are the same on every platform.
class split_mix {
   public:
    constexpr explicit split_mix(std::uint64_t state) noexcept : state_{state} {}

    [[nodiscard]] constexpr std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// Uniform within [0, 1).
    [[nodiscard]] constexpr double uniform() noexcept {
        return static_cast<double>(next() >> 11) * 0x1p-53;
    }
    /// Uniform among the whole numbers below `limit`, which is far below 2^64.
    [[nodiscard]] constexpr std::uint64_t below(std::uint64_t limit) noexcept {
        return next() % limit;
    }
    /// What a generator that goes on from here is made with.
    [[nodiscard]] constexpr std::uint64_t state() const noexcept { return state_; }

   private:
    std::uint64_t state_;
};

}  // namespace retrain::detail
