#pragma once

// Everything that needs the standard library and Hana only, and nothing to link. Add
// <retrain/defaults.hpp> for the policies that read and write files, <retrain/trainer/xgboost.hpp>
// for XGBoost, <retrain/logger/spdlog_logger.hpp> for spdlog.
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/config/load_settings.hpp>
#include <retrain/data_gate/no_data_checks.hpp>
#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/event/retraining_completed.hpp>
#include <retrain/event/static_bus.hpp>
#include <retrain/executor/background_executor.hpp>
#include <retrain/filter/chart_quality.hpp>
#include <retrain/filter/keep_rows_where.hpp>
#include <retrain/history/memory_history.hpp>
#include <retrain/history/no_history.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/interval/all_of.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/interval/not.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/logger/stream_logger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/service/cross_validate.hpp>
#include <retrain/service/decision.hpp>
#include <retrain/service/instance.hpp>
#include <retrain/source/memory_source.hpp>
#include <retrain/split/allow_unpurged.hpp>
#include <retrain/split/combinatorial_purged_cv.hpp>
#include <retrain/split/purged_k_fold.hpp>
#include <retrain/split/unpurged_holdout.hpp>
#include <retrain/split/walk_forward.hpp>
#include <retrain/backup/no_backup.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/at_least.hpp>
#include <retrain/trigger/backtest_or_large_batch.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/validation/no_validation.hpp>
#include <retrain/window/last_days.hpp>
#include <retrain/window/last_rows.hpp>
#include <retrain/window/windows.hpp>
