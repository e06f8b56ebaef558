#include <retrain/validation/sharpe.hpp>

#include <laws/validation.hpp>
#include <validation/sample_predictions.hpp>

namespace {

using retrain::sharpe;
using retrain::testing::reference_tolerance;
using retrain::testing::sample_predictions;

using ratio = sharpe<"return", retrain::buys<"a", "b">, retrain::sells<"d">>;
static_assert(retrain::TestableMetric<ratio> && !retrain::RowMetric<ratio>);

TEST_CASE("the Sharpe ratio of 50 days of four decisions") {
    sample_predictions const sample;
    CHECK(std::abs(ratio::score(sample.said, sample.rows.view()) - 0.08249035948907998) <
          reference_tolerance);
    CHECK(retrain::laws::scores_only_what_is_finite(ratio{}, sample.said, sample.rows.view()));
}

TEST_CASE("never to take a position scores 0, and what has no spread does not score") {
    sample_predictions sample;
    using idle = sharpe<"return", retrain::buys<"nothing">>;
    CHECK(idle::score(sample.said, sample.rows.view()) == 0.0);
    using always = sharpe<"return", retrain::buys<"a", "b", "c", "d", "e">>;
    for (std::size_t row = 0; row < 200; ++row) sample.rows.auxiliary[2 * row + 1] = 0.25F;
    CHECK(std::isnan(always::score(sample.said, sample.rows.view())));
    sample.rows.entry.assign(200, sample.rows.entry.front());
    CHECK(std::isnan(ratio::score(sample.said, sample.rows.view())));  // a single day
}

}  // namespace
