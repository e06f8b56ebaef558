#include <retrain/drift/learn_thresholds.hpp>

#include "samples.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace retrain;

namespace {
double between(column_summary const& column, std::vector<float> const& values, std::size_t window) {
    return learn_thresholds(column, values, window).between_windows;
}
}  // namespace

TEST_CASE("the threshold is the 99th percentile between disjoint windows") {
    // Five windows of 30 equal values, 0 1 2 3 10: the distances are those of the numbers.
    std::vector<float> values;
    for (float const level : {0.0F, 1.0F, 2.0F, 3.0F, 10.0F})
        values.insert(values.end(), 30, level);
    column_summary column;
    column.test = two_sample_test::wasserstein;
    column.deviation = 2;
    CHECK(between(column, values, 30) == Approx(5));  // of ten, the largest: 10 / 2
    CHECK(std::isnan(between(column, values, 31)));
    CHECK(std::isnan(between(column, std::vector<float>(145, 1.0F), 29)));
    CHECK(std::isnan(between(column, {}, 30)));

    // Forty windows, two of them apart from all others: 76 of 780 distances are large.
    values.assign(40 * 30, 0.0F);
    std::fill_n(values.begin() + 300, 60, 1.0F);
    CHECK(between(column, values, 30) == Approx(0.5));
    // One apart: 39 of 780, a share of .05. Seven distances may be larger than the threshold.
    std::fill_n(values.begin() + 300, 30, 8.0F);
    std::fill_n(values.begin() + 330, 30, 0.0F);
    CHECK(between(column, values, 30) == Approx(4));
}

TEST_CASE("the other threshold is that of windows and the rest of the reference") {
    std::vector<float> values;
    for (float const level : {0.0F, 1.0F, 2.0F, 3.0F, 10.0F})
        values.insert(values.end(), 30, level);
    column_summary column;
    column.test = two_sample_test::wasserstein;
    column.deviation = 2;
    // The last window is 10, 9, 8, and 7 from the others, on average 8.5.
    CHECK(learn_thresholds(column, values, 30).window_to_rest == Approx(8.5 / 2));
    CHECK(std::isnan(learn_thresholds(column, values, 31).window_to_rest));

    column.test = two_sample_test::l_infinity;
    column.into = value_cells(std::vector<float>{0, 1, 2, 3, 10});
    CHECK(learn_thresholds(column, values, 30).window_to_rest == 1);
    column.into = value_cells(std::vector<float>{0, 1});  // the second: a quarter of the rest is 0
    CHECK(learn_thresholds(column, values, 30).window_to_rest == 1);
    std::vector<float> const mixed = [] {
        std::vector<float> rows;
        for (int i = 0; i < 150; ++i) rows.push_back(i < 30 ? static_cast<float>(i % 2) : 0.0F);
        return rows;
    }();
    // One window is half ones, which the rest has none of.
    CHECK(learn_thresholds(column, mixed, 30).window_to_rest == Approx(0.5));
}

TEST_CASE("a window with too few values teaches nothing") {
    std::vector<float> values = numbers{5}.normals(5 * 40);
    column_summary column;
    CHECK(between(column, values, 40) > 0);
    std::fill_n(values.begin() + 40, 11, std::numeric_limits<float>::quiet_NaN());
    CHECK(std::isnan(between(column, values, 40)));
}
