#include <retrain/trainer/row_weights.hpp>

#include <support/catch.hpp>

#include <numeric>

#include "sample_rows.hpp"

namespace {
using namespace retrain;

dataset labelled(std::vector<std::uint32_t> labels) {
    auto data = testing::sample_rows({.rows = labels.size(), .classes = 3});
    data.labels = std::move(labels);
    return data;
}
}  // namespace

TEST_CASE("balanced classes have the same total weight, and rows the mean weight 1") {
    auto const data = labelled({0, 0, 0, 0, 0, 0, 1, 1, 2, 2});
    auto const classes = balanced_class_weights(data.view());
    CHECK(classes == std::vector<double>{10.0 / 18.0, 10.0 / 6.0, 10.0 / 6.0});
    auto const weights = row_weights(data.view(), classes);
    CHECK(std::accumulate(weights.begin(), weights.begin() + 6, 0.0) == Approx(10.0 / 3.0));
    CHECK(std::accumulate(weights.begin() + 6, weights.begin() + 8, 0.0) == Approx(10.0 / 3.0));
    CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == Approx(10.0));
}

TEST_CASE("a class that does not occur takes no share") {
    auto const data = labelled({0, 0, 0, 2});
    CHECK(balanced_class_weights(data.view()) == std::vector<double>{2.0 / 3.0, 1.0, 2.0});
}

TEST_CASE("a row's weight is its own times that of its class") {
    auto data = labelled({0, 1, 2});
    data.weights = {2.0F, 0.0F, 0.5F};
    std::vector<double> const classes{0.5, 3.0, 4.0};
    CHECK(row_weights(data.view(), classes) == std::vector<float>{1.0F, 0.0F, 2.0F});
    data.weights.clear();
    CHECK(row_weights(data.view(), classes) == std::vector<float>{0.5F, 3.0F, 4.0F});
}
