#include <retrain/core/row_view.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <limits>

using namespace retrain;
using namespace std::chrono_literals;

TEST_CASE("a row is read by column name", "[core]") {
    dataset rows;
    rows.shape = {{{"rsi"}, {"volume"}}, {"buy", "avoid"}, {"spread"}};
    rows.features = {1, 2, 3, std::numeric_limits<float>::quiet_NaN()};
    rows.auxiliary = {10, 20};
    rows.labels = {0, 1};
    rows.entry = {time_point{1h}, time_point{2h}};
    rows.exit = {time_point{3h}, time_point{4h}};
    row_view const second{rows.view(), 1};

    CHECK(second["rsi"] == 3);
    CHECK(second["spread"] == 20);
    CHECK(second["volume"] != second["volume"]);  // missing
    CHECK(second.find("rsi") == 3.0F);
    CHECK_FALSE(second.find("colour"));
    CHECK(second.label() == "avoid");
    CHECK(second.entry() == time_point{2h});
    CHECK(second.exit() == time_point{4h});
    CHECK(second.index() == 1);
    CHECK_THROWS_WITH(second["colour"], ContainsSubstring("no numeric column 'colour'"));
    try {
        (void)second["colour"];
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::bad_data);
    }
}
