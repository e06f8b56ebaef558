#pragma once

#include <boost/hana/define_struct.hpp>

namespace quickstart {

/// What the model is told about a day, all of it known at that day's close. The same struct names
/// the columns of the training file and is what a prediction is asked for. Distances and changes
/// are shares (0.01 is 1 %), volatilities are annualised shares. NaN stands for a missing value.
struct verdict_features {
    BOOST_HANA_DEFINE_STRUCT(
        verdict_features,
        (float, rsi_10),                  // Wilder's relative strength index, 0 to 100
        (float, distance_ema_9),          // close over its 9-day exponential average, less 1
        (float, distance_ema_200),
        (bool, above_ema_200),
        (float, volume_ratio_20),         // volume over its 20-day mean
        (float, dip_20),                  // close over the 20-day high, less 1: never positive
        (float, atr_14),                  // Wilder's average true range over the close
        (float, atr_ratio),               // average true range of 14 days over that of 60
        (float, range_5),                 // 5-day high less 5-day low, over the close
        (float, volatility_5),            // sample deviation of daily log returns times sqrt(252)
        (float, volatility_20),
        (float, volatility_60),
        (float, downside_volatility_20),  // root mean square of the negative log returns, likewise
        (float, return_60),
        (float, return_120),
        (float, distance_high_252),       // close over the 252-day high, less 1: never positive
        (float, red_days));               // days in a row that closed below the day before
};

}  // namespace quickstart
