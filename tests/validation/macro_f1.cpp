#include <retrain/validation/macro_f1.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::macro_f1;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

/// The sample without the rows of its last class.
void without_last_class(sample_predictions& sample) {
    std::vector<float> said;
    std::vector<std::uint32_t> labels;
    for (std::size_t row = 0; row < 200; ++row) {
        if (sample.rows.labels[row] == 4) continue;
        labels.push_back(sample.rows.labels[row]);
        for (std::size_t k = 0; k < 5; ++k) said.push_back(sample.said[5 * row + k]);
    }
    sample.said = said;
    sample.rows.labels = labels;
}

TEST_CASE("macro_f1 of 200 rows of five classes") {
    sample_predictions sample;
    auto const score = [&] { return macro_f1::score(sample.said, sample.rows.labels, 5); };
    CHECK(std::abs(score() - 0.20884298658734748) < reference_tolerance);
    CHECK(retrain::laws::scores_only_what_is_finite(macro_f1{}, sample.said, sample.rows.view()));
    without_last_class(sample);
    CHECK(std::abs(score() - 0.17251938827281293) < reference_tolerance);
}

// Three rows of a frequent class are right, one of a rare class is wrong.
constexpr std::array always_first{0.9F, 0.1F, 0.9F, 0.1F, 0.9F, 0.1F, 0.9F, 0.1F};
constexpr double score = macro_f1::score(always_first, std::array{0U, 0U, 0U, 1U}, 2);
static_assert(score > 3.0 / 7.0 - 1e-15 && score < 3.0 / 7.0 + 1e-15);
static_assert(retrain::TestableMetric<macro_f1> && !retrain::RowMetric<macro_f1>);

}  // namespace
