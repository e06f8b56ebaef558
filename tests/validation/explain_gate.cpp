#include <retrain/validation/explain_gate.hpp>

#include <retrain/validation/calibration_error.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/requirements.hpp>
#include <retrain/validation/slices.hpp>
#include <retrain/validation/units.hpp>

#include <validation/error_rate.hpp>

// What it refuses is in tests/compile/gate.
namespace {

using namespace retrain;
using retrain::testing::hit_rate;

static_assert(explain_gate<log_loss>());
static_assert(explain_gate<hit_rate, significance<0.01>, min_units<20>, never_refresh,
                           block_units<3>, min_improvement<relative<0.1>>, lower_bound<0.5>,
                           also<log_loss, upper_bound<0.7>, max_worsening<absolute<0.1>>>,
                           also<calibration_error<>, upper_bound<0.1>>,
                           each_slice<by_class, lower_bound<0.3>>,
                           each_slice<by_ticker, min_improvement<absolute<0.0>>>>());

}  // namespace
