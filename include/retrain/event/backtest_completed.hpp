#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retrain {

/// A backtest has finished; its trades are labelled rows that a model has not learned from yet.
struct backtest_completed {
    static constexpr std::string_view event_name = "backtest_completed";

    std::string strategy{};   ///< what was tested, in the program's own words
    std::size_t trades = 0;   ///< trades that it closed
};

}  // namespace retrain
