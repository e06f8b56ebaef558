#pragma once

#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

// Use this when a new build is tried beside production: it decides like production, but how often
// can be changed from outside (RETRAIN_MIN_INTERVAL_HOURS, RETRAIN_MIN_NEW_SAMPLES).
namespace deployment {

namespace rt = retrain;

inline constexpr char const* name = "staging";

template <class... More>
using verdict_service =
    rt::retraining_service<rt::backtest_or_large_batch,
                           rt::all_of<rt::min_interval<>, rt::min_new_samples<>>,
                           rt::timestamped_backup<rt::keep_last<3>>,
                           rt::train_each<rt::random_forest, rt::gradient_boosting>,
                           rt::text_history, More...>;

}  // namespace deployment
