#pragma once

#include <retrain/core/dataset.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Counts of a reference and of recent rows, with known distances.
inline constexpr double reference_counts[]{16, 18, 16, 14, 12, 12};
inline constexpr double recent_counts[]{16, 16, 16, 16, 16, 8};

/// Others, with an empty cell: distances by scipy 1.10.
inline constexpr double gappy_reference[]{5, 30, 0, 10};
inline constexpr double gappy_recent[]{2, 8, 3, 7};

/// SplitMix64, uniform in [0, 1) and nearly normal: the same numbers on every machine.
class numbers {
   public:
    explicit numbers(std::uint64_t seed) noexcept : state_{seed} {}

    double uniform() noexcept {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }
    float normal() noexcept {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += uniform();
        return static_cast<float>(sum);
    }
    std::vector<float> normals(std::size_t count, float shift = 0) {
        std::vector<float> values(count);
        for (float& value : values) value = normal() + shift;
        return values;
    }

   private:
    std::uint64_t state_;
};

/// Rows of numbers with the columns "a", "b", ..., one a day.
inline retrain::dataset table(std::vector<std::vector<float>> const& columns) {
    retrain::dataset rows;
    rows.shape.classes = {"no", "yes"};
    for (std::size_t i = 0; i < columns.size(); ++i)
        rows.shape.features.push_back({std::string(1, static_cast<char>('a' + i))});
    for (std::size_t row = 0; row < columns.front().size(); ++row) {
        for (auto const& column : columns) rows.features.push_back(column[row]);
        rows.labels.push_back(row % 2);
        rows.entry.push_back(retrain::time_point{std::chrono::hours{24 * row}});
    }
    return rows;
}
