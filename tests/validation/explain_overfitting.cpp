#include <retrain/validation/explain_overfitting.hpp>

#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/overfitting_options.hpp>

// What it refuses is in tests/compile/overfitting.
namespace {

using namespace retrain;

using asked = overfitting_requirements<mean_return<"return", buys<"buy">>, detail::is_confidence,
                                       detail::is_tried_before, detail::is_fewest_units>;
static_assert(asked::explain<>());
static_assert(asked::explain<min_units<20>, tried_before<100>, confidence<0.99>>());

}  // namespace
