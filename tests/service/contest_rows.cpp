#include <retrain/service/contest_rows.hpp>

#include <retrain/split/purged_holdout.hpp>
#include <retrain/window/last_days.hpp>
#include <retrain/window/last_rows.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// However few units that leaves.
using last_fifth = purged_holdout<20, refit, 500, 0>;

contest_rows rows_of(dataset const& all) { return split_contest(last_fifth{}, all.view()); }

}  // namespace

TEST_CASE("a window restricts judge and live model, never the hold-out", "[contest]") {
    auto const all = toy_rows(100);
    auto const whole = rows_of(all);
    auto const last = split_contest(last_fifth{}, last_rows<30>{}, all.view(), "test");
    REQUIRE(last.training.labels.size() == 30);
    REQUIRE(last.training.entry.front() == day(48));  // 78 rows train without a window
    REQUIRE(last.training.entry.back() == whole.training.entry.back());
    REQUIRE(last.outside_window == 48);
    REQUIRE(last.holdout.entry == whole.holdout.entry);
    REQUIRE(last.purged == whole.purged);
    REQUIRE(last.all.row_count() == 30);
    REQUIRE(last.all.entry.front() == day(70));  // the live model's last rows are its own
    REQUIRE(last.all.shape->features.front().name == "signal");
    auto const moved = [&] { auto copy = last; return copy; }();
    REQUIRE(moved.all.shape == moved.windowed->view().shape);

    auto const wide = split_contest(last_fifth{}, last_days<10'000>{}, all.view(), "test");
    REQUIRE(wide.training.labels.size() == 78);
    REQUIRE(wide.outside_window == 0);
    REQUIRE(wide.all.labels.data() == all.labels.data());  // nothing is copied in vain
    REQUIRE_FALSE(wide.windowed);
}

namespace {
/// Every other row judges, whatever the type says.
template <bool Says>
struct alternating {
    using policy_role = split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = Says;
    split_rows split(dataset_view rows) const {
        split_rows sides;
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            (row % 2 == 0 ? sides.training : sides.holdout).push_back(row);
        return sides;
    }
};

struct tomorrow {
    using policy_role = window_role;
    time_point begin(dataset_view, std::string_view) const { return day(1'000); }
};
}  // namespace

TEST_CASE("a split that says it is purged and is not ends the run", "[contest]") {
    auto const all = toy_rows(10);
    CHECK_THROWS_WITH(split_contest(alternating<true>{}, all.view()),
                      ContainsSubstring("training row 0 touches the hold-out's"));
    CHECK(split_contest(alternating<false>{}, all.view()).training.labels.size() == 5);
}

namespace {
struct answers {
    static constexpr bool purged = false;
    split_rows sides;
    split_rows split(dataset_view) const { return sides; }
};
}  // namespace

TEST_CASE("a split's sides are sets of rows with none in common", "[contest]") {
    auto const all = toy_rows(10);
    auto const split = [&](std::vector<std::size_t> training, std::vector<std::size_t> holdout) {
        return split_contest(answers{{std::move(training), std::move(holdout)}}, all.view());
    };
    CHECK(split({9, 0}, {}).training.labels.size() == 2);
    CHECK_THROWS_WITH(split({0, 10}, {1}), ContainsSubstring("row 10 of 10"));
    CHECK_THROWS_WITH(split({0}, {10}), ContainsSubstring("row 10 of 10"));
    CHECK_THROWS_WITH(split({3, 0, 3}, {1}), ContainsSubstring("row 3 twice"));
    CHECK_THROWS_WITH(split({0}, {1, 1}), ContainsSubstring("row 1 twice"));
    CHECK_THROWS_WITH(split({0, 1}, {2, 1}), ContainsSubstring("row 1 twice"));
    CHECK_THROWS_WITH(split({}, {1}), ContainsSubstring("none of the 10 rows to train on"));
}

TEST_CASE("a window that leaves nothing ends the run", "[contest]") {
    auto const all = toy_rows(100);
    CHECK_THROWS_WITH(split_contest(last_fifth{}, tomorrow{}, all.view(), "test"),
                      ContainsSubstring("leaves none of the 78 rows"));
}

TEST_CASE("shares of missing values are those of all rows, whatever the window", "[contest]") {
    auto all = toy_rows(100);
    for (std::size_t row = 0; row < 50; ++row) all.features[row] = NAN;
    auto const last = split_contest(last_fifth{}, last_rows<30>{}, all.view(), "test");
    REQUIRE(last.missing_shares == std::vector<double>{0.5});
}

TEST_CASE("rows that have matured since are held out, the others train", "[contest]") {
    auto const all = toy_rows(100);  // row i is known at day i + 2
    auto const rows = matured_since(all.view(), day(81));
    CHECK(rows.training.labels.size() == 80);
    CHECK(rows.holdout.labels.size() == 20);
    CHECK(rows.holdout.known.front() == day(82));
    CHECK(rows.all.row_count() == 100);
    CHECK(matured_since(all.view(), day(200)).holdout.labels.empty());
}
