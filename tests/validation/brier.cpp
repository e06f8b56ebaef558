#include <retrain/validation/brier.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::brier;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

static_assert(retrain::RowMetric<brier>);
constexpr std::array sure{1.0F, 0.0F, 0.0F, 1.0F};
static_assert(brier::score(sure, std::array{0U, 1U}, 2) == 0.0);
static_assert(brier::score(sure, std::array{1U, 0U}, 2) == 2.0);

TEST_CASE("the Brier score of 200 rows of five classes") {
    sample_predictions const sample;
    CHECK(std::abs(brier::score(sample.said, sample.rows.labels, 5) - 0.8465265003076099) <
          reference_tolerance);
    CHECK(retrain::laws::is_the_mean_of_its_rows(brier{}, sample.said, sample.rows.view()));
    CHECK(retrain::laws::scores_only_what_is_finite(brier{}, sample.said, sample.rows.view()));
}

TEST_CASE("of two classes it is twice scikit-learn's") {
    sample_predictions const sample;
    std::vector<float> of_two;
    std::vector<std::uint32_t> labels;
    for (std::size_t row = 0; row < 200; ++row) {
        of_two.push_back(sample.said[5 * row]);
        of_two.push_back(1.0F - sample.said[5 * row]);
        labels.push_back(sample.rows.labels[row] == 0 ? 0 : 1);
    }
    CHECK(std::abs(brier::score(of_two, labels, 2) - 0.3529331524009467) < 1e-7);
}

}  // namespace
