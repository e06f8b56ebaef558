#include <quickstart/training_data.hpp>

#include "sample_bars.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace {

using quickstart::label_rule;
using quickstart::testing::shipped_bars;
using namespace std::chrono_literals;

std::vector<std::string> cells(std::string line) {
    REQUIRE(line.back() == '\n');
    line.back() = ',';
    std::vector<std::string> result;
    std::istringstream rest{line};
    for (std::string cell; std::getline(rest, cell, ',');) result.push_back(cell);
    return result;
}

}  // namespace

TEST_CASE("a row for each bar with a year before it and twenty trading days after it") {
    auto const& bars = shipped_bars();
    auto const rows = quickstart::training_rows(bars, label_rule::volatility);
    REQUIRE(rows.size() == 5105 - 251 - 20);
    CHECK(rows.front().entry == bars[251].date);
    CHECK(rows.front().exit == bars[271].date);
    CHECK(rows.back().entry == bars[5084].date);
    CHECK(rows.back().exit == bars.back().date);
    CHECK(rows.front().known() == rows.front().exit + 24h);

    auto const count = [&](std::string_view label) {
        return std::ranges::count(rows, label, &quickstart::training_row::label);
    };
    CHECK(count("buy") == 1854);
    CHECK(count("watch") == 1897);
    CHECK(count("avoid") == 1083);
}

TEST_CASE("too few bars make no rows") {
    std::span const bars{shipped_bars()};
    CHECK(quickstart::training_rows(bars.first(271), label_rule::volatility).empty());
    CHECK(quickstart::training_rows(bars.first(272), label_rule::volatility).size() == 1);
    CHECK(quickstart::training_rows({}, label_rule::volatility).empty());
}

TEST_CASE("a row of history stays what it is when more bars come") {
    std::span const bars{shipped_bars()};
    auto const before = quickstart::training_rows(bars.first(2000), label_rule::volatility);
    auto const after = quickstart::training_rows(bars, label_rule::volatility);
    std::size_t differences = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
        differences += quickstart::csv_line(before[i]) != quickstart::csv_line(after[i]);
    CHECK(differences == 0);
}

TEST_CASE("the header names the members, a line holds their values") {
    auto const names = cells(quickstart::csv_header());
    CHECK(names.size() == 3 + 17 + 4 + 1);
    CHECK(names[0] == "ticker");
    CHECK(names[1] == "entry_date");
    CHECK(names[2] == "exit_date");
    CHECK(names[3] == "rsi_10");
    CHECK(names[6] == "above_ema_200");
    CHECK(names[19] == "red_days");
    CHECK(names[20] == "gap_share");
    CHECK(names[23] == "chart_score");
    CHECK(names[24] == "label");

    quickstart::training_row row{2001y / 2 / 3, 2001y / 3 / 4, {}, {}, "watch"};
    row.features.rsi_10 = 0.1F;
    row.features.distance_ema_9 = std::numeric_limits<float>::quiet_NaN();
    row.features.above_ema_200 = true;
    row.chart.chart_score = 85;
    auto const values = cells(quickstart::csv_line(row, "ABC"));
    REQUIRE(values.size() == names.size());
    CHECK(values[0] == "ABC");
    CHECK(values[1] == "2001-02-03");
    CHECK(values[2] == "2001-03-04");
    CHECK(values[3] == "0.1");
    CHECK(values[4].empty());
    CHECK(values[6] == "True");
    CHECK(values[23] == "85");
    CHECK(values[24] == "watch");
    row.features.above_ema_200 = false;
    CHECK(cells(quickstart::csv_line(row))[6] == "False");
}

TEST_CASE("each number of the file reads back as the number that serving computes") {
    auto const rows = quickstart::training_rows(shipped_bars(), label_rule::direction);
    std::size_t differences = 0;
    for (std::size_t i = 0; i < rows.size(); i += 50) {
        auto const values = cells(quickstart::csv_line(rows[i]));
        auto const features = retrain::flatten(rows[i].features);
        for (std::size_t j = 0; j < features.size(); ++j) {
            auto const& cell = values[3 + j];
            float const read = cell == "True"    ? 1
                               : cell == "False" ? 0
                                                 : std::strtof(cell.c_str(), nullptr);
            differences += read != features[j];
        }
    }
    CHECK(differences == 0);
}
