#include <retrain/data_gate/data_checks.hpp>

#include <laws/data_gate.hpp>
#include <support/catch.hpp>
#include <support/toy.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace retrain;

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// `count` daily rows of two classes with the features "a" (the row's number) and "b" (its class).
dataset two_features(int count) {
    dataset rows = testing::toy_rows(count);
    rows.shape.features = {{"a", column_type::number}, {"b", column_type::boolean}};
    rows.features.clear();
    for (int row = 0; row < count; ++row) {
        rows.features.push_back(static_cast<float>(row));
        rows.features.push_back(static_cast<float>(row % 2));
    }
    return rows;
}

/// A live model that was trained on rows like those, `a` and `b` of them without the feature.
model_metadata live_model(double a = 0, double b = 0) {
    model_metadata known;
    known.features = {"a", "b"};
    known.fingerprint = two_features(0).shape.fingerprint();
    known.missing_shares = {{"a", a}, {"b", b}};
    return known;
}

std::size_t count(data_findings const& found, row_fault fault) {
    return static_cast<std::size_t>(std::ranges::count(found.faults, fault));
}

std::string refused_with(dataset const& rows, std::vector<model_metadata> const& live,
                    data_checks const& gate = {}) {
    try {
        (void)gate.check(rows.view(), live);
    } catch (error const& refused) {
        CHECK(refused.why() == failure_reason::bad_data);
        return refused.what();
    }
    return {};
}

void make_missing(dataset& rows, std::size_t column, std::size_t count) {
    for (std::size_t row = 0; row < count; ++row)
        rows.features[row * rows.shape.features.size() + column] = missing;
}

}  // namespace

static_assert(DataGate<data_checks>);

TEST_CASE("good rows pass as they are", "[data_gate]") {
    auto const rows = two_features(40);
    std::vector const live{live_model()};
    auto const found = data_checks{}.check(rows.view(), live);
    CHECK(count(found, row_fault::none) == 40);
    CHECK(found.useless.empty());
    CHECK(found.warnings.empty());
    CHECK(laws::lawful_data_gate(data_checks{}, rows.view(), live));
    CHECK(laws::lawful_data_gate(data_checks{}, two_features(0).view(), {}));
}

TEST_CASE("infinite rows go, missing values stay", "[data_gate]") {
    auto rows = two_features(40);
    rows.features[2 * 3] = infinite;
    rows.features[2 * 5 + 1] = -infinite;
    rows.features[2 * 7] = missing;
    rows.weights[9] = infinite;
    rows.weights[11] = missing;
    auto const found = data_checks{}.check(rows.view(), {});
    CHECK(count(found, row_fault::infinite) == 4);
    for (std::size_t const row : {3U, 5U, 9U, 11U}) CHECK(found.faults[row] == row_fault::infinite);
    CHECK(found.faults[7] == row_fault::none);
}

TEST_CASE("of rows that are equal in everything the first stays", "[data_gate]") {
    auto rows = two_features(40);
    auto const repeat = [&](std::size_t from, std::size_t to) {
        rows.features[2 * to] = rows.features[2 * from];
        rows.features[2 * to + 1] = rows.features[2 * from + 1];
        rows.labels[to] = rows.labels[from];
        rows.entry[to] = rows.entry[from];
        rows.exit[to] = rows.exit[from];
        rows.contents[to] = rows.contents[from];
    };
    repeat(4, 20);
    repeat(4, 2);
    repeat(10, 30);
    auto const found = data_checks{}.check(rows.view(), {});
    CHECK(count(found, row_fault::duplicate) == 3);
    for (std::size_t const row : {4U, 20U, 30U}) CHECK(found.faults[row] == row_fault::duplicate);

    SECTION("equal contents at another time are another row") {
        rows.entry[30] = testing::day(31);
        CHECK(data_checks{}.check(rows.view(), {}).faults[30] == row_fault::none);
    }
    SECTION("equal hashes alone do not make rows equal") {
        rows.features[2 * 30] = 1'000;
        CHECK(data_checks{}.check(rows.view(), {}).faults[30] == row_fault::none);
    }
    SECTION("neither does all but the label, or all but the weight") {
        rows.labels[30] = 1 - rows.labels[30];
        rows.weights[20] = 2;
        auto const other = data_checks{}.check(rows.view(), {});
        CHECK(other.faults[30] == row_fault::none);
        CHECK(other.faults[20] == row_fault::none);
    }
    SECTION("missing values equal each other") {
        rows.features[2 * 10] = rows.features[2 * 30] = missing;
        CHECK(data_checks{}.check(rows.view(), {}).faults[30] == row_fault::duplicate);
    }
    SECTION("auxiliary values count") {
        rows.shape.auxiliary = {"price"};
        rows.auxiliary.assign(40, 1);
        rows.auxiliary[30] = 2;
        CHECK(data_checks{}.check(rows.view(), {}).faults[30] == row_fault::none);
        rows.auxiliary[30] = 1;
        CHECK(data_checks{}.check(rows.view(), {}).faults[30] == row_fault::duplicate);
    }
}

TEST_CASE("a class with too few rows is left out, with a warning", "[data_gate]") {
    auto rows = two_features(40);
    rows.shape.classes.push_back("hold");
    rows.shape.classes.push_back("never seen");
    for (std::size_t row = 0; row < 9; ++row) rows.labels[row] = 2;
    auto found = data_checks{}.check(rows.view(), {});
    CHECK(count(found, row_fault::rare_class) == 9);
    REQUIRE(found.warnings.size() == 1);
    CHECK(found.warnings.front() == "class 'hold' has 9 rows, fewer than 10; they are left out");
    rows.labels[9] = 2;
    CHECK(count(data_checks{}.check(rows.view(), {}), row_fault::rare_class) == 0);
    CHECK(count(data_checks{.min_class_rows = 11}.check(rows.view(), {}), row_fault::rare_class) ==
          10);

    rows.features[0] = infinite;  // a row that goes does not count for its class
    found = data_checks{}.check(rows.view(), {});
    CHECK(count(found, row_fault::rare_class) == 9);
}

TEST_CASE("a feature that tells nothing is done without", "[data_gate]") {
    auto rows = two_features(40);
    SECTION("empty") {
        make_missing(rows, 0, 40);
        auto const found = data_checks{}.check(rows.view(), {});
        CHECK(found.useless == std::vector<std::size_t>{0});
        REQUIRE(found.warnings.size() == 1);
        CHECK(found.warnings.front() == "column 'a' is empty; models do without it");
    }
    SECTION("constant") {
        for (std::size_t row = 0; row < 40; ++row) rows.features[2 * row + 1] = 3;
        auto const found = data_checks{}.check(rows.view(), {});
        CHECK(found.useless == std::vector<std::size_t>{1});
        REQUIRE(found.warnings.size() == 1);
        CHECK_THAT(found.warnings.front(),
                   ContainsSubstring("column 'b' has the same value in all rows"));
        rows.features[1] = missing;  // whether a value is there can tell something
        CHECK(data_checks{}.check(rows.view(), {}).useless.empty());
    }
    SECTION("constant but in rows that go") {
        for (std::size_t row = 0; row < 40; ++row) rows.features[2 * row + 1] = 3;
        rows.features[1] = infinite;
        CHECK(data_checks{}.check(rows.view(), {}).useless == std::vector<std::size_t>{1});
    }
    SECTION("constant, where a live model learned from it, stays for that model's sake") {
        for (std::size_t row = 0; row < 40; ++row) rows.features[2 * row + 1] = 3;
        std::vector live{live_model()};
        CHECK(data_checks{}.check(rows.view(), live).useless.empty());
        CHECK(data_checks{}.check(rows.view(), live).warnings.size() == 1);
        live.front() = live_model(0, 1);  // that did without it, too
        CHECK(data_checks{}.check(rows.view(), live).useless == std::vector<std::size_t>{1});
        live.front().missing_shares.clear();  // of an earlier version of the library
        CHECK(data_checks{}.check(rows.view(), live).useless.empty());
    }
    SECTION("all of them: there is nothing to learn from") {
        make_missing(rows, 0, 40);
        for (std::size_t row = 0; row < 40; ++row) rows.features[2 * row + 1] = 3;
        CHECK_THAT(refused_with(rows, {}), ContainsSubstring("none of the 2 features has two "
                                                        "different values in the 40 usable rows"));
    }
}

TEST_CASE("a column that is missing much more often than it was is refused", "[data_gate]") {
    auto rows = two_features(100);
    make_missing(rows, 1, 35);
    CHECK(refused_with(rows, {}).empty());  // nothing to compare with
    CHECK(refused_with(rows, {live_model(0, 0.25)}).empty());
    auto const text = refused_with(rows, {live_model(0, 0.249)});
    CHECK_THAT(text, ContainsSubstring("column 'b' has no value in 35.0 % of the rows, in 24.9 % of "
                                       "those that the live model was trained on"));
    CHECK_THAT(text, ContainsSubstring("repair what writes the column"));
    CHECK_FALSE(refused_with(rows, {live_model(0, 0.9), live_model()}).empty());  // any of them
    CHECK(refused_with(rows, {live_model()}, {.max_more_missing = 35.0}).empty());
    CHECK_FALSE(refused_with(rows, {live_model()}, {.max_more_missing = 34.0}).empty());
    CHECK(refused_with(rows, {live_model(0, 1)}).empty());  // it came back

    auto empty = two_features(100);
    make_missing(empty, 0, 100);
    CHECK_THAT(refused_with(empty, {live_model()}),
               ContainsSubstring("column 'a' has no value in 100.0 %"));
    CHECK(refused_with(empty, {live_model(1, 0)}).empty());

    auto old = live_model();
    old.missing_shares.clear();  // of an earlier version of the library
    CHECK(refused_with(rows, {old}).empty());
}

TEST_CASE("other columns than the live model's are refused by name", "[data_gate]") {
    auto const rows = two_features(40);
    auto live = live_model();
    live.fingerprint ^= 1;
    live.features = {"a", "b", "c"};
    CHECK_THAT(refused_with(rows, {live}),
               ContainsSubstring("has no column 'c', which the live model reads"));
    live.features = {"a"};
    CHECK_THAT(refused_with(rows, {live}),
               ContainsSubstring("has the column 'b', which the live model does not know"));
    live.features = {"b", "a"};
    CHECK_THAT(refused_with(rows, {live}), ContainsSubstring("another order or other types"));
    CHECK_THAT(refused_with(rows, {live_model(), live}), ContainsSubstring("begin anew"));
    CHECK(refused_with(rows, {live}, {.same_columns = false}).empty());
    CHECK(refused_with(rows, {live_model()}).empty());
}
