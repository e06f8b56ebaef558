#pragma once

#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/at_least.hpp>
#include <retrain/trigger/on.hpp>

namespace retrain {

/// Use when new labels come from backtests and from large analyses: any finished backtest, and an
/// analysis of a batch of 50 or more.
using backtest_or_large_batch =
    any_of<on<backtest_completed>,
           on<analysis_completed, at_least<&analysis_completed::batch_size, 50>>>;

}  // namespace retrain
