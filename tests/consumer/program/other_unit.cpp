#include <retrain/defaults.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

namespace rt = retrain;

rt::run_report retrain_elsewhere(rt::settings const& values) {
    rt::retraining_service<rt::gradient_boosting, rt::sqlite_history> service{values};
    return service.retrain("first model");
}
