#include <retrain/validation/auc.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::auc;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

static_assert(retrain::TestableMetric<auc> && !retrain::RowMetric<auc>);

constexpr double of(std::array<float, 4> const& first, std::array<std::uint32_t, 4> const& labels) {
    std::array<float, 8> said{};
    for (std::size_t row = 0; row < 4; ++row) {
        said[2 * row] = first[row];
        said[2 * row + 1] = 1.0F - first[row];
    }
    return auc::score(said, labels, 2);
}
static_assert(of({0.9F, 0.8F, 0.3F, 0.1F}, {0, 0, 1, 1}) == 1.0);
static_assert(of({0.9F, 0.8F, 0.3F, 0.1F}, {1, 1, 0, 0}) == 0.0);
static_assert(of({0.5F, 0.5F, 0.5F, 0.5F}, {0, 0, 1, 1}) == 0.5, "a tie counts half");
static_assert(of({0.9F, 0.5F, 0.5F, 0.1F}, {0, 0, 1, 1}) == 0.875);
static_assert(of({0.9F, 0.3F, 0.5F, 0.1F}, {0, 0, 1, 1}) == 0.75);

TEST_CASE("AUC of 200 rows of five classes") {
    sample_predictions const sample;
    CHECK(std::abs(auc::score(sample.said, sample.rows.labels, 5) - 0.504940596167759) <
          reference_tolerance);
    CHECK(retrain::laws::scores_only_what_is_finite(auc{}, sample.said, sample.rows.view()));
}

TEST_CASE("AUC can't be told where a class has no row or all of them") {
    CHECK(std::isnan(of({0.9F, 0.3F, 0.5F, 0.1F}, {0, 0, 0, 0})));
    CHECK(std::isnan(of({0.9F, 0.3F, 0.5F, 0.1F}, {1, 1, 1, 1})));
}

}  // namespace
