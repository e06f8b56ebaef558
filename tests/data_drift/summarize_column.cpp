#include <retrain/drift/summarize_column.hpp>

#include <retrain/drift/ks.hpp>
#include <retrain/drift/wasserstein.hpp>

#include "samples.hpp"

#include <support/catch.hpp>

#include <limits>

using namespace retrain;

TEST_CASE("a short column of numbers is kept whole and compared by KS") {
    auto const values = numbers{1}.normals(150);
    auto const column = summarize_column("x", values, 40);
    CHECK(column.name == "x");
    CHECK(column.test == two_sample_test::ks);
    CHECK(column.rows == 150);
    CHECK(column.missing == 0);
    CHECK(column.quantiles == sorted_sample(values));
    CHECK(column.deviation == Approx(1).epsilon(0.15));
    CHECK(std::isnan(column.learned.between_windows));  // three windows only
}

TEST_CASE("a long one is kept as quantiles that stand for it") {
    auto const values = numbers{2}.normals(5000);
    auto const column = summarize_column("x", values, 100);
    CHECK(column.test == two_sample_test::wasserstein);
    CHECK(column.quantiles.size() == column_summary::most_quantiles);
    auto const sample = sorted_sample(values);
    CHECK(ks_distance(sample, column.quantiles) < 1.0 / 400 + 1.0 / 5000);
    CHECK(wasserstein_distance(sample, column.quantiles) < 0.01);
    CHECK(column.learned.between_windows > 0);
}

TEST_CASE("missing values are counted and left out") {
    std::vector<float> values = numbers{3}.normals(90);
    values.resize(100, std::numeric_limits<float>::quiet_NaN());
    auto const column = summarize_column("x", values, 40);
    CHECK(column.rows == 90);
    CHECK(column.missing == 10);
}

TEST_CASE("few values are counted") {
    std::vector<float> values;
    for (int i = 0; i < 90; ++i) values.push_back(static_cast<float>(i % 3));
    auto const column = summarize_column("x", values, 40);
    CHECK(column.test == two_sample_test::chi_squared);
    CHECK(column.into.points == std::vector<float>{0, 1, 2});
    CHECK(column.counts == std::vector<double>{30, 30, 30, 0});
    CHECK(column.quantiles.empty());
    auto const two = summarize_column("x", std::vector<float>{0, 1, 1, 0, 1}, 40);
    CHECK(two.test == two_sample_test::z);
    CHECK(two.counts == std::vector<double>{2, 3, 0});
}

TEST_CASE("a named test replaces the choice") {
    auto const values = numbers{4}.normals(400);
    auto const column = summarize_column("x", values, 40, false, two_sample_test::psi);
    CHECK(column.test == two_sample_test::psi);
    CHECK(column.into.edges);
    CHECK(column.counts == std::vector<double>(10, 40.0));
    auto const three =
        summarize_column("x", std::vector<float>{0, 1, 2}, 40, false, two_sample_test::z);
    CHECK(three.test == two_sample_test::chi_squared);
}

TEST_CASE("a trend inside the reference raises its threshold") {
    auto const still = numbers{6}.normals(1000);
    auto wandering = still;
    for (std::size_t i = 0; i < wandering.size(); ++i) wandering[i] += static_cast<float>(i) / 250;
    auto const quiet = summarize_column("x", still, 50);
    auto const restless = summarize_column("x", wandering, 50);
    CHECK(quiet.learned.between_windows < 0.4);
    CHECK(restless.learned.between_windows > 0.8);
}
