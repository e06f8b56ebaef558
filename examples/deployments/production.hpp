#pragma once

#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <chrono>

// Use this when money depends on it: a day and a hundred new samples between runs, in the
// background, ten copies of each model, a record for people and one for programs. All of it is
// fixed while compiling, so no variable of the machine it runs on can change it.
namespace deployment {

namespace rt = retrain;

inline constexpr char const* name = "production";

template <class... More>
using verdict_service =
    rt::retraining_service<rt::backtest_or_large_batch,
                           rt::all_of<rt::min_interval<std::chrono::hours{24}>,
                                      rt::min_new_samples<100>>,
                           rt::timestamped_backup<rt::keep_last<10>>,
                           rt::train_each<rt::random_forest, rt::gradient_boosting>,
                           rt::record_to<rt::text_history, rt::jsonl_history>,
                           rt::background_executor, More...>;

}  // namespace deployment
