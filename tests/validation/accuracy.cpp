#include <retrain/validation/accuracy.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::accuracy;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

static_assert(retrain::RowMetric<accuracy>);
constexpr std::array tied{0.5F, 0.5F, 0.5F, 0.5F};
static_assert(accuracy::score(tied, std::array{0U, 1U}, 2) == 0.5, "of equals the first counts");

TEST_CASE("the accuracy of 200 rows of five classes") {
    sample_predictions const sample;
    CHECK(std::abs(accuracy::score(sample.said, sample.rows.labels, 5) - 0.205) <
          reference_tolerance);
    CHECK(retrain::laws::is_the_mean_of_its_rows(accuracy{}, sample.said, sample.rows.view()));
    CHECK(retrain::laws::scores_only_what_is_finite(accuracy{}, sample.said, sample.rows.view()));
}

}  // namespace
