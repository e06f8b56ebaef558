#include <retrain/core/dataset.hpp>

#include <support/catch.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;

namespace {
dataset three_rows() {
    dataset rows;
    rows.shape = {{{"rsi"}, {"above", column_type::boolean}}, {"buy", "avoid"}, {"spread"}};
    rows.features = {1, 0, 2, 1, 3, 0};
    rows.auxiliary = {10, 20, 30};
    rows.labels = {0, 1, 0};
    rows.weights = {1, 2, 1};
    rows.entry = {time_point{1h}, time_point{2h}, time_point{3h}};
    rows.exit = {time_point{4h}, time_point{5h}, time_point{6h}};
    rows.known = {time_point{7h}, time_point{8h}, time_point{9h}};
    rows.keys = {11, 12, 13};
    rows.contents = {21, 22, 23};
    rows.tickers = {31, 32, 31};
    return rows;
}
static_assert(dataset_view{}.row_count() == 0 && dataset_view{}.feature_count() == 0);
static_assert(dataset_view{}.class_count() == 0);
}  // namespace

TEST_CASE("a view shows the rows of its data set", "[core]") {
    dataset const rows = three_rows();
    auto const view = rows.view();
    CHECK(view.row_count() == 3);
    CHECK(view.feature_count() == 2);
    CHECK(view.class_count() == 2);
    CHECK(view.shape == &rows.shape);
    REQUIRE(view.row(1).size() == 2);
    CHECK(view.row(1)[0] == 2);
    CHECK(view.row(1)[1] == 1);
    CHECK(view.keys[2] == 13);
    CHECK(view.tickers[1] == 32);
}

TEST_CASE("select copies rows in the order of their indices", "[core]") {
    dataset const rows = three_rows();
    std::array<std::size_t, 3> const indices{2, 0, 2};
    auto const chosen = select(rows.view(), indices);
    CHECK(chosen.shape == rows.shape);
    CHECK(chosen.features == std::vector<float>{3, 0, 1, 0, 3, 0});
    CHECK(chosen.auxiliary == std::vector<float>{30, 10, 30});
    CHECK(chosen.labels == std::vector<std::uint32_t>{0, 0, 0});
    CHECK(chosen.weights == std::vector<float>{1, 1, 1});
    CHECK(chosen.entry.front() == time_point{3h});
    CHECK(chosen.exit.front() == time_point{6h});
    CHECK(chosen.known.front() == time_point{9h});
    CHECK(chosen.keys == std::vector<std::uint64_t>{13, 11, 13});
    CHECK(chosen.tickers == std::vector<std::uint64_t>{31, 31, 31});
    CHECK(chosen.contents == std::vector<std::uint64_t>{23, 21, 23});
    CHECK(select(rows.view(), {}).view().row_count() == 0);
    CHECK(select(dataset_view{}, {}).view().row_count() == 0);
}

TEST_CASE("a fingerprint covers names, types and order, not the classes", "[core]") {
    schema const one = three_rows().shape;
    schema other = one;
    other.classes = {"watch"};
    other.auxiliary.clear();
    CHECK(other.fingerprint() == one.fingerprint());
    other.features[1].type = column_type::number;
    CHECK(other.fingerprint() != one.fingerprint());
}
