#pragma once

#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

// Use this when a programmer runs it: it retrains whenever asked, on the thread that asks, with no
// copies to clean up, and every new model goes live so that the way through can be seen.
namespace deployment {

namespace rt = retrain;

inline constexpr char const* name = "development";

template <class... More>
using verdict_service =
    rt::retraining_service<rt::backtest_or_large_batch, rt::always, rt::no_backup,
                           rt::gradient_boosting, rt::no_validation, rt::no_history, More...>;

}  // namespace deployment
