#include <retrain/validation/slices.hpp>

#include <support/catch.hpp>

#include <limits>
#include <vector>

namespace {

using namespace retrain;
using places = std::vector<std::size_t>;

dataset four_rows() {
    dataset rows;
    rows.shape = {{}, {"buy", "avoid", "sell"}, {"spread", "sector"}};
    rows.labels = {1, 0, 1, 1};
    rows.auxiliary = {0, 7, 0, 3, 0, 7, 0, std::numeric_limits<float>::quiet_NaN()};
    rows.tickers = {90, 80, 80, 90};
    return rows;
}

TEST_CASE("a class without rows is a slice without rows") {
    dataset const rows = four_rows();
    auto const slices = by_class::slices(rows.view());
    REQUIRE(slices.size() == 3);
    CHECK(slices[0].rows == places{1});
    CHECK(slices[1].rows == places{0, 2, 3});
    CHECK(slices[2].rows.empty());
    CHECK(slices[2].value == 2.0);
}

TEST_CASE("rows by ticker") {
    dataset rows = four_rows();
    auto const slices = by_ticker::slices(rows.view());
    REQUIRE(slices.size() == 2);
    CHECK(slices[0].rows == places{1, 2});
    CHECK(slices[1].rows == places{0, 3});
    CHECK_FALSE(slices[0].value);
    rows.tickers.clear();
    REQUIRE(by_ticker::slices(rows.view()).size() == 1);
    CHECK(by_ticker::slices(rows.view())[0].rows.empty());
}

TEST_CASE("rows by the value of a column") {
    dataset const rows = four_rows();
    auto const slices = by_column<"sector">::slices(rows.view());
    REQUIRE(slices.size() == 2);
    CHECK(slices[0].rows == places{1});
    CHECK(slices[0].value == 3.0);
    CHECK(slices[1].rows == places{0, 2});
    REQUIRE(by_column<"country">::slices(rows.view()).size() == 1);
    CHECK(by_column<"country">::slices(rows.view())[0].rows.empty());
}

}  // namespace
