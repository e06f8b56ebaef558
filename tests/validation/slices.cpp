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
    CHECK(slices[2].name == "sell");
}

TEST_CASE("rows by ticker") {
    dataset rows = four_rows();
    auto const slices = by_ticker::slices(rows.view());
    REQUIRE(slices.size() == 2);
    CHECK(slices[0].rows == places{1, 2});
    CHECK(slices[1].rows == places{0, 3});
    CHECK_FALSE(slices[0].value);
    CHECK(slices[0].name == "0x50");  // nobody knows what it is called
    rows.ticker_names = {{90, "TCS.NS"}, {80, "INFY.NS"}};
    CHECK(by_ticker::slices(rows.view())[0].name == "INFY.NS");
    CHECK(by_ticker::slices(rows.view())[1].name == "TCS.NS");
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

TEST_CASE("what the data have beyond these rows are slices without rows") {
    dataset all = four_rows();
    all.ticker_names = {{90, "TCS.NS"}, {80, "INFY.NS"}};
    std::vector<std::size_t> const second{1};
    dataset const one = select(all.view(), second);
    auto const tickers = by_ticker::slices(one.view(), all.view());
    REQUIRE(tickers.size() == 2);
    CHECK(tickers[0].rows == places{0});
    CHECK(tickers[1].rows.empty());
    CHECK(tickers[1].name == "TCS.NS");
    auto const sectors = by_column<"sector">::slices(one.view(), all.view());
    REQUIRE(sectors.size() == 2);
    CHECK(sectors[0].rows == places{0});
    CHECK(sectors[1].rows.empty());
    CHECK(sectors[1].value == 7.0);
}

TEST_CASE("tickers that are named are slices, whether there are rows of them or not") {
    dataset all = four_rows();
    all.ticker_names = {{90, "TCS.NS"}, {80, "INFY.NS"}};
    using both = these_tickers<"TCS.NS", "WIPRO.NS">;
    auto const slices = both::slices(all.view());
    REQUIRE(slices.size() == 2);
    CHECK(slices[0].name == "TCS.NS");
    CHECK(slices[0].rows == places{0, 3});
    CHECK(slices[1].name == "WIPRO.NS");
    CHECK(slices[1].rows.empty());
    all.tickers.clear();
    CHECK(both::slices(all.view())[0].rows.empty());
}

}  // namespace
