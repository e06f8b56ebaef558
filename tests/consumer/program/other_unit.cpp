#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

namespace rt = retrain;

rt::run_report retrain_elsewhere(rt::settings const& values) {
    rt::retraining_service<rt::gradient_boosting> service{values};
    return service.retrain("first model");
}
