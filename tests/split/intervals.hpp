#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/time.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace retrain::testing {

/// Rows of which only the label intervals count, in days.
class intervals {
   public:
    struct days {
        int entry;
        int exit;
    };
    constexpr explicit intervals(std::vector<days> const& rows) {
        for (auto const& row : rows) {
            labels_.push_back(0);
            entry_.push_back(day(row.entry));
            exit_.push_back(day(row.exit));
        }
    }

    [[nodiscard]] constexpr dataset_view view() const noexcept {
        dataset_view rows;
        rows.labels = labels_;
        rows.entry = entry_;
        rows.exit = exit_;
        return rows;
    }
    [[nodiscard]] static constexpr time_point day(int number) {
        return time_point{} + std::chrono::days{number};
    }

   private:
    std::vector<std::uint32_t> labels_;
    std::vector<time_point> entry_;
    std::vector<time_point> exit_;
};

/// `count` rows, one a day, whose labels look `horizon` days ahead.
[[nodiscard]] constexpr intervals daily(int count, int horizon) {
    std::vector<intervals::days> rows;
    for (int i = 0; i < count; ++i) rows.push_back({i, i + horizon});
    return intervals{rows};
}

}  // namespace retrain::testing
