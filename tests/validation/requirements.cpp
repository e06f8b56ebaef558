#include <retrain/validation/requirements.hpp>

#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>
#include <validation/error_rate.hpp>

#include <limits>

namespace {

using namespace retrain;
using retrain::testing::hit_rate;
using answer = requirement_answer;

template <class R, class M>
constexpr answer of(double challenger, double champion) {
    return R::template check<M>(challenger, champion);
}

using gain = min_improvement<absolute<0.1>>;
static_assert(of<gain, hit_rate>(0.75, 0.5) == answer::met);
static_assert(of<gain, hit_rate>(0.55, 0.5) == answer::missed);
static_assert(of<gain, hit_rate>(0.5, 0.75) == answer::missed);
static_assert(of<gain, log_loss>(0.5, 0.75) == answer::met, "of a loss, less is more");
static_assert(of<gain, log_loss>(0.75, 0.5) == answer::missed);

using part = min_improvement<relative<0.1>>;
static_assert(of<part, log_loss>(0.8, 1.0) == answer::met);
static_assert(of<part, log_loss>(0.95, 1.0) == answer::missed);
static_assert(of<part, log_loss>(0.0, 0.0) == answer::no_scale);

using signed_part = min_improvement<relative_to_magnitude<0.1>>;
static_assert(of<signed_part, hit_rate>(-0.4, -0.5) == answer::met);
static_assert(of<signed_part, hit_rate>(-0.5, -0.4) == answer::missed);
static_assert(of<signed_part, hit_rate>(0.5, 0.0) == answer::no_scale);

using slack = max_worsening<absolute<0.1>>;
static_assert(of<slack, hit_rate>(0.5, 0.55) == answer::met);
static_assert(of<slack, hit_rate>(0.5, 0.75) == answer::missed);
static_assert(of<slack, log_loss>(0.75, 0.5) == answer::missed);
static_assert(of<max_worsening<absolute<0.0>>, log_loss>(0.5, 0.5) == answer::met);
static_assert(of<min_improvement<absolute<0.0>>, log_loss>(0.5, 0.5) == answer::met);

static_assert(lower_bound<0.5>::holds(0.5) && !lower_bound<0.5>::holds(0.4));
static_assert(upper_bound<0.5>::holds(0.5) && !upper_bound<0.5>::holds(0.6));

struct balance {
    using direction = higher_is_better;
    using unit = signed_unit;
};
static_assert(!FitsUnit<part, balance> && FitsUnit<signed_part, balance>);
static_assert(FitsUnit<part, log_loss> && FitsUnit<gain, balance>);
static_assert(FitsDirection<lower_bound<0.5>, balance> && !FitsDirection<upper_bound<0.5>, balance>);
static_assert(!FitsDirection<lower_bound<0.5>, log_loss>);
static_assert(FitsDirection<upper_bound<0.5>, log_loss> && FitsDirection<gain, log_loss>);
static_assert(Requirement<gain> && Requirement<slack> && Requirement<lower_bound<0.5>>);
static_assert(!Requirement<absolute<0.5>> && !Requirement<int>);

TEST_CASE("what is not a number meets nothing") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(of<gain, log_loss>(nan, 0.5) == answer::missed);
    CHECK(of<gain, log_loss>(0.5, nan) == answer::missed);
    CHECK(of<slack, log_loss>(nan, 0.5) == answer::missed);
    CHECK(of<slack, log_loss>(0.5, nan) == answer::missed);
    CHECK(of<part, log_loss>(0.5, nan) != answer::met);
    CHECK_FALSE(lower_bound<0.5>::holds(nan));
    CHECK_FALSE(upper_bound<0.5>::holds(nan));
}

}  // namespace
