#include <retrain/validation/overfitting_options.hpp>

#include <retrain/validation/explain_overfitting.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/sharpe.hpp>

namespace {

using namespace retrain;

static_assert(confidence<0.9>::share == 0.9 && tried_before<7>::count == 7);
static_assert(overfitting_limit<0.25>::share == 0.25 && cross_blocks<8>::count == 8);

static_assert(ReturnMetric<mean_return<"return", buys<"buy">>>);
static_assert(!ReturnMetric<sharpe<"return", buys<"buy">>>, "no row has a Sharpe ratio");
static_assert(!ReturnMetric<log_loss>, "a loss is not earned");

}  // namespace
