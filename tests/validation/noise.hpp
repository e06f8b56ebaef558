#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

// Streams for the tests of the guards against overfitting.
namespace noise {

/// SplitMix64 from state 42, as numbers from 0 to 1.
class uniform {
   public:
    double operator()() {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }

   private:
    std::uint64_t state_ = 42;
};

/// Periods x trials of normal returns; the last trial has `edge` standard deviations a period.
inline std::vector<double> returns(std::mt19937_64& random, std::size_t periods, std::size_t trials,
                                   double edge = 0.0) {
    std::normal_distribution<double> normal;
    std::vector<double> table(periods * trials);
    for (std::size_t at = 0; at < table.size(); ++at)
        table[at] = normal(random) + (at % trials == trials - 1 ? edge : 0.0);
    return table;
}

}  // namespace noise
