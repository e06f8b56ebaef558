#include <retrain/drift/summary_text.hpp>

#include "samples.hpp"

#include <support/catch.hpp>

#include <limits>

using namespace retrain;

namespace {
reference_summary sample_summary(std::size_t rows = 300) {
    std::vector<float> few;
    for (std::size_t i = 0; i < rows; ++i) few.push_back(static_cast<float>(i % 3));
    auto holes = numbers{2}.normals(rows, 1e6F);
    holes[3] = std::numeric_limits<float>::quiet_NaN();
    dataset data = table({numbers{1}.normals(rows), few, holes, std::vector<float>(rows, 1.5F)});
    data.shape.features[1].name = "a name 7 with\nspaces, 3 ";
    data.shape.features[3].name = "";
    return summarize_reference(data.view(), 40);
}

bool equal(column_summary const& a, column_summary const& b) {
    auto const same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return a.name == b.name && a.test == b.test && a.rows == b.rows && a.missing == b.missing &&
           a.deviation == b.deviation &&
           same(a.learned.between_windows, b.learned.between_windows) &&
           same(a.learned.window_to_rest, b.learned.window_to_rest) && a.quantiles == b.quantiles &&
           a.into == b.into && a.counts == b.counts;
}

void round_trip(reference_summary const& summary) {
    auto const again = read_summary(write_summary(summary));
    CHECK(again.window == summary.window);
    CHECK(again.fingerprint == summary.fingerprint);
    REQUIRE(again.columns.size() == summary.columns.size());
    for (std::size_t i = 0; i < summary.columns.size(); ++i)
        CHECK(equal(again.columns[i], summary.columns[i]));
}
}  // namespace

TEST_CASE("a summary is read as it was written") {
    round_trip(sample_summary());
    round_trip(sample_summary(100));  // no thresholds
    round_trip(sample_summary(2000));
    round_trip({});
    auto const rows = table({numbers{1}.normals(300)});
    for (auto const test : {two_sample_test::psi, two_sample_test::chi_squared})
        round_trip(summarize_reference(rows.view(), 40, test));
    round_trip(summarize_reference(table({{}}).view(), 40));
}

TEST_CASE("its size is bounded") {
    auto const rows = table({numbers{1}.normals(20'000)});
    auto const text = write_summary(summarize_reference(rows.view(), 100));
    CHECK(text.size() < 2'600);
    CHECK(text.size() > 1'000);
    // Numbers that take the most digits.
    auto longest = numbers{1}.normals(20'000);
    for (float& value : longest) value = value * 1e-30F - 1e-29F;
    longest.back() = -1.2345678e-30F;
    CHECK(write_summary(summarize_reference(table({longest}).view(), 100)).size() < 3'500);
}

TEST_CASE("what was cut or changed is refused") {
    std::string const good = write_summary(sample_summary());
    for (std::size_t length = 0; length < good.size(); length += 1 + length / 50)
        CHECK_THROWS_AS(read_summary(std::string_view{good}.substr(0, length)), error);
    CHECK_THROWS_AS(read_summary(good.substr(0, good.size() - 1)), error);
    CHECK_THROWS_AS(read_summary(good + "1 "), error);
    CHECK_THROWS_WITH(read_summary("nonsense"), ContainsSubstring("retrain the model"));

    auto const refused = [](auto change) {
        auto summary = sample_summary();
        change(summary.columns);
        CHECK_THROWS_AS(read_summary(write_summary(summary)), error);
    };
    refused([](auto& columns) { std::swap(columns[0].quantiles[1], columns[0].quantiles[100]); });
    refused([](auto& columns) { columns[0].quantiles.clear(); });
    refused([](auto& columns) { columns[0].counts = {1}; });
    refused(
        [](auto& columns) { columns[0].quantiles[199] = std::numeric_limits<float>::infinity(); });
    refused([](auto& columns) { columns[0].deviation = -1; });
    refused([](auto& columns) { columns[0].learned.between_windows = -1; });
    refused([](auto& columns) { columns[0].learned.window_to_rest = -1; });
    refused([](auto& columns) { columns[1].counts.pop_back(); });
    refused([](auto& columns) { columns[1].counts[0] = -1; });
    refused([](auto& columns) { columns[1].test = two_sample_test::z; });
    refused([](auto& columns) { columns[1].test = two_sample_test::ks; });
    refused([](auto& columns) { columns[1].test = static_cast<two_sample_test>(77); });
}

TEST_CASE("numbers that promise more than there is are refused") {
    for (char const* const bad :
         {"retrain.reference_summary.1 ", "retrain.reference_summary.1 40 7 1 ",
          "retrain.reference_summary.1 40 7 99999999999999999999 ",
          "retrain.reference_summary.1 40 7 1 18446744073709551615 a ks 1 0 0 0 0 1 1 values 0 0 ",
          "retrain.reference_summary.1 40 7 1 1 a ks 1 0 0 0 0 9999999999999999 1 values 0 0 ",
          "retrain.reference_summary.1 -40 7 0 ", "retrain.reference_summary.2 40 7 0 "})
        CHECK_THROWS_AS(read_summary(bad), error);
    CHECK(read_summary("retrain.reference_summary.1 40 7 1 1 a ks 1 0 0 nan 0 1 1 values 0 0 ")
              .columns[0]
              .quantiles == std::vector<float>{1});
}
