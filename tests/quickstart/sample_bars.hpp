#pragma once

#include <quickstart/bars.hpp>

#include <algorithm>
#include <chrono>
#include <vector>

namespace quickstart::testing {

/// The bars that ship with the project.
[[nodiscard]] inline std::vector<bar> const& shipped_bars() {
    static auto const bars = read_bars(RETRAIN_DATA_DIRECTORY "/sp500_daily_2000_2020.csv");
    return bars;
}

/// Bars on consecutive days from 2000-01-01 with these closes, each opened at the close before;
/// the high and the low lie `reach` above and below the body.
[[nodiscard]] inline std::vector<bar> bars_of(std::vector<double> const& closes, double reach = 0) {
    using namespace std::chrono_literals;
    std::chrono::sys_days day = 2000y / 1 / 1;
    double open = closes.front();
    std::vector<bar> bars;
    for (double const close : closes) {
        bars.push_back(
            {day, open, std::max(open, close) + reach, std::min(open, close) - reach, close, 1000});
        day += std::chrono::days{1};
        open = close;
    }
    return bars;
}

}  // namespace quickstart::testing
