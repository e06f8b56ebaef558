#include <retrain/validation/date_returns.hpp>

#include <support/catch.hpp>
#include <validation/said_returns.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace retrain;
using retrain::testing::said_return;
using retrain::testing::trials_of_days;

TEST_CASE("a date's return is the mean of its rows'") {
    trials_of_days days{{1.0, 2.0, 4.0}, 1, 1, 2};
    days.said[0][2] = 3.0F;  // the second row of the first date
    auto const e = days.view();
    auto const dates = judged_dates::of(e);
    CHECK(date_returns(said_return{}, e.challenger, e.rows, dates.days) ==
          std::vector<double>{2.0, 2.0, 4.0});
    auto const unfit = date_returns(said_return{}, e.challenger.first(8), e.rows, dates.days);
    CHECK(unfit.size() == 3);
    CHECK_FALSE(all_earned(unfit));
}

TEST_CASE("the horizon is that of all held-out rows, and says when there will be enough dates") {
    trials_of_days const few{std::vector<double>(10), 1};
    trials_of_days const all{std::vector<double>(50), 1, 5};
    auto e = few.view();
    CHECK(judged_dates::of(e).horizon == 1);
    e.held_out = all.rows.view();
    auto const dates = judged_dates::of(e);
    CHECK(dates.horizon == 5);
    CHECK(dates.periods(10) == 2);
    CHECK(dates.periods(14) == 2);
    CHECK_FALSE(dates.enough_from({}, 2, 10, not_yet));
    CHECK(dates.enough_from({}, 3, 10, not_yet) == trials_of_days::day(49 + 5 + 5));
}

TEST_CASE("periods count where something was earned or lost") {
    CHECK(active_periods({}, 3) == 0);
    CHECK(active_periods(std::vector<double>(9), 3) == 0);
    std::vector<double> const some{0, 1, 1, 1, -1, 0, 0, 0, 2};
    CHECK(active_periods(some, 1) == 5);
    CHECK(active_periods(some, 3) == 3);
    CHECK(active_periods(some, 20) == 1);
}

TEST_CASE("rows without dates have no returns by date") {
    trials_of_days days{{1.0, 2.0}, 1};
    days.rows.entry.clear();
    auto const e = days.view();
    auto const dates = judged_dates::of(e);
    CHECK(date_returns(said_return{}, e.challenger, e.rows, dates.days).empty());
    CHECK(all_earned(std::vector<double>{}));
    CHECK_FALSE(all_earned(std::vector<double>{0.0, std::numeric_limits<double>::infinity()}));
}
