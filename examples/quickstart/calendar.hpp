#pragma once

#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>

namespace quickstart {

/// What happened in the trading system on one day.
struct day_events {
    std::optional<retrain::backtest_completed> backtest{};
    std::optional<retrain::analysis_completed> analysis{};
};

/// An analysis of so many instruments is a reason to retrain.
inline constexpr std::size_t large_batch = 50;

struct event_counts {
    std::size_t backtests = 0;
    std::size_t large_batches = 0;
    std::size_t small_batches = 0;  ///< no reason to retrain

    void count(day_events const& day) noexcept {
        if (day.backtest) ++backtests;
        if (!day.analysis) return;
        bool const large = day.analysis->batch_size >= large_batch;
        ++(large ? large_batches : small_batches);
    }
    [[nodiscard]] std::size_t reasons() const noexcept { return backtests + large_batches; }
};

/// A backtest finishes on the first trading day of each quarter. On the first trading day of one
/// week in four, by chance, an analysis of 10 to 90 instruments does. The seed decides.
class event_calendar {
   public:
    explicit event_calendar(std::uint64_t seed) : random_{seed} {}

    /// The events of `today`, the trading day after `yesterday`.
    [[nodiscard]] day_events between(std::chrono::sys_days yesterday, std::chrono::sys_days today) {
        using namespace std::chrono;
        day_events events;
        if (quarter_of(yesterday) != quarter_of(today))
            events.backtest = {.strategy = "verdicts", .trades = 10 + random_() % 40};
        bool const new_week = today - yesterday > weekday{today} - Monday;
        if (new_week && random_() % 4 == 0) events.analysis = {.batch_size = 10 + random_() % 81};
        return events;
    }

   private:
    [[nodiscard]] static unsigned quarter_of(std::chrono::sys_days day) {
        return (unsigned{std::chrono::year_month_day{day}.month()} - 1) / 3;
    }

    std::mt19937_64 random_;  // gives the same numbers everywhere, unlike the distributions
};

}  // namespace quickstart
