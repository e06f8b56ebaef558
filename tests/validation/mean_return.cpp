#include <retrain/validation/mean_return.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::mean_return;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

using earning = mean_return<"return", retrain::buys<"a", "b">, retrain::sells<"d">>;
static_assert(retrain::RowMetric<earning>);

TEST_CASE("the mean return of 200 decisions") {
    sample_predictions const sample;
    auto const rows = sample.rows.view();
    CHECK(std::abs(earning::score(sample.said, rows) - 0.011877433566842227) < reference_tolerance);
    CHECK(retrain::laws::is_the_mean_of_its_rows(earning{}, sample.said, rows));
    CHECK(retrain::laws::scores_only_what_is_finite(earning{}, sample.said, rows));
}

TEST_CASE("a return that is not there gives no score") {
    sample_predictions sample;
    using elsewhere = mean_return<"profit", retrain::buys<"a">>;
    CHECK(std::isnan(elsewhere::score(sample.said, sample.rows.view())));
    sample.rows.auxiliary[41] = std::numeric_limits<float>::quiet_NaN();
    CHECK(std::isnan(earning::score(sample.said, sample.rows.view())));
}

}  // namespace
