#include <retrain/validation/calibration_error.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::calibration_error;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

using ten = calibration_error<>;
static_assert(retrain::Metric<ten> && !retrain::TestableMetric<ten>);

// All in one bin: sure to 0.75 and right in one row of two.
constexpr std::array half_right{0.75F, 0.25F, 0.75F, 0.25F};
static_assert(calibration_error<2>::score(half_right, std::array{0U, 1U}, 2) == 0.25);
// A lower bound of a bin is not in it: 0.5 and 0.75 are in different ones of two bins.
constexpr std::array apart{0.5F, 0.5F, 0.75F, 0.25F};
static_assert(calibration_error<2>::score(apart, std::array{0U, 1U}, 2) == 0.625);
static_assert(calibration_error<1>::score(apart, std::array{0U, 1U}, 2) == 0.125);

TEST_CASE("the calibration error of 200 rows of five classes") {
    sample_predictions const sample;
    auto const& labels = sample.rows.labels;
    CHECK(std::abs(ten::score(sample.said, labels, 5) - 0.13283938921988012) < reference_tolerance);
    CHECK(std::abs(calibration_error<4>::score(sample.said, labels, 5) - 0.1328393892198801) <
          reference_tolerance);
    CHECK(retrain::laws::scores_only_what_is_finite(ten{}, sample.said, sample.rows.view()));
}

}  // namespace
