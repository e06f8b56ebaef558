#include <retrain/source/row_range.hpp>

#include <retrain/filter/chart_quality.hpp>

#include <support/catch.hpp>

#include <range/v3/algorithm/equal.hpp>
#include <range/v3/numeric/accumulate.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/chunk_by.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/reverse.hpp>
#include <range/v3/view/sliding.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using retrain::row_range;
using retrain::row_view;
using retrain::rows;

static_assert(ranges::view_<row_range>);
static_assert(ranges::random_access_range<row_range>);
static_assert(ranges::sized_range<row_range>);
static_assert(sizeof(row_range) == sizeof(retrain::dataset_view));

/// Nine days of a close and its chart score, three rows of each label in turn.
retrain::dataset nine_days() {
    retrain::dataset data;
    data.shape.features = {{"close", retrain::column_type::number}};
    data.shape.auxiliary = {"gap_share", "daily_range", "extreme_share", "chart_score"};
    data.shape.classes = {"avoid", "watch", "buy"};
    for (std::uint32_t day = 0; day < 9; ++day) {
        data.features.push_back(100.0F + static_cast<float>(day * day));
        for (float const value : {0.1F, 0.02F, 0.1F, day % 4 == 0 ? 40.0F : 90.0F})
            data.auxiliary.push_back(value);
        data.labels.push_back(day / 3);
        auto const entry = retrain::time_point{} + std::chrono::days{day};
        data.entry.push_back(entry);
        data.exit.push_back(entry + std::chrono::days{2});
    }
    return data;
}

auto const close = [](row_view const& row) { return row["close"]; };

TEST_CASE("a data set is a range of its rows") {
    auto const data = nine_days();
    auto const all = rows(data.view());
    CHECK(all.size() == 9);
    CHECK(rows(retrain::dataset{}.view()).empty());
    std::size_t index = 0;
    for (row_view const row : all) {
        CHECK(row.index() == index);
        CHECK(row["close"] == data.features[index]);
        CHECK(row.entry() == data.entry[index]);
        CHECK(row.exit() == data.exit[index]);
        CHECK(row.label() == data.shape.classes[index / 3]);
        ++index;
    }
    CHECK(index == 9);
    CHECK(all[7]["close"] == 149.0F);
    CHECK(all.begin()[2].index() == 2);
    CHECK((*(all.end() - 1)).index() == 8);
}

TEST_CASE("rows filter by a policy's own judgement") {
    auto const data = nine_days();
    retrain::chart_quality const quality;
    auto const passes = [&](row_view const& row) {
        return quality.judge(row) == retrain::row_decision::pass;
    };
    auto const kept = rows(data.view()) | ranges::views::filter(passes) |
                      ranges::views::transform(&row_view::index) |
                      ranges::to<std::vector<std::size_t>>();
    CHECK(kept == std::vector<std::size_t>{1, 2, 3, 5, 6, 7});
    CHECK(retrain::select(data.view(), kept).labels.size() == 6);
}

TEST_CASE("rows are cut where the label changes") {
    auto const data = nine_days();
    auto const same_label = [](row_view const& a, row_view const& b) {
        return a.label() == b.label();
    };
    std::vector<std::string> seen;
    auto const all = rows(data.view());
    for (auto const chunk : all | ranges::views::chunk_by(same_label))
        seen.push_back(std::string{(*chunk.begin()).label()} + " " +
                       std::to_string(ranges::distance(chunk)));
    CHECK(seen == std::vector<std::string>{"avoid 3", "watch 3", "buy 3"});
}

TEST_CASE("a window slides over the rows") {
    auto const data = nine_days();
    auto const mean = [](auto const& window) {
        return ranges::accumulate(window | ranges::views::transform(close), 0.0F) / 3.0F;
    };
    auto const means = rows(data.view()) | ranges::views::sliding(3) |
                       ranges::views::transform(mean) | ranges::to<std::vector<float>>();
    REQUIRE(means.size() == 7);
    CHECK(means.front() == Approx(100.0F + 5.0F / 3.0F));
    CHECK(means.back() == Approx(100.0F + (36.0F + 49.0F + 64.0F) / 3.0F));
}

TEST_CASE("the range and its views outlive the name they were given") {
    auto const data = nine_days();
    auto const backwards = [&] {
        auto const all = rows(data.view());
        return all | ranges::views::reverse | ranges::views::transform(close);
    }();
    auto closes = data.features;
    std::ranges::reverse(closes);
    CHECK(ranges::equal(backwards, closes));
}

}  // namespace
