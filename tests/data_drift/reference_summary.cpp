#include <retrain/drift/reference_summary.hpp>

#include "samples.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <array>

using namespace retrain;

TEST_CASE("every feature is summarised under its name") {
    dataset rows = table({numbers{1}.normals(300), numbers{2}.normals(300, 5)});
    rows.shape.features[1].type = column_type::boolean;
    auto const summary = summarize_reference(rows.view(), 40);
    REQUIRE(summary.columns.size() == 2);
    CHECK(summary.window == 40);
    CHECK(summary.fingerprint == rows.shape.fingerprint());
    CHECK(summary.columns[0].name == "a");
    CHECK(summary.columns[0].test == two_sample_test::ks);
    CHECK(summary.columns[1].test == two_sample_test::chi_squared);  // booleans are categories
    CHECK(summary.columns[0].quantiles.size() == 200);
}

TEST_CASE("the test may be named for all") {
    auto const rows = table({numbers{1}.normals(300), numbers{2}.normals(300)});
    for (auto const& column :
         summarize_reference(rows.view(), 40, two_sample_test::hellinger).columns)
        CHECK(column.test == two_sample_test::hellinger);
}

TEST_CASE("rows are put in order before windows are cut") {
    std::vector<float> rising(300);
    for (std::size_t i = 0; i < rising.size(); ++i) rising[i] = static_cast<float>(i);
    dataset rows = table({rising});
    auto const ordered = summarize_reference(rows.view(), 40);
    CHECK(ordered.columns[0].learned.between_windows == 1);
    // The same rows in another order of the file.
    std::array<std::size_t, 300> shuffled{};
    for (std::size_t i = 0; i < shuffled.size(); ++i) shuffled[i] = i * 7 % 300;
    dataset const file = select(rows.view(), shuffled);
    CHECK(summarize_reference(file.view(), 40).columns[0].learned.between_windows == 1);
    // Without times they are taken as they come.
    dataset untimed = file;
    untimed.entry.clear();
    CHECK(summarize_reference(untimed.view(), 40).columns[0].learned.between_windows < 0.5);
}

TEST_CASE("no rows make a summary without a value") {
    CHECK(summarize_reference({}, 40).columns.empty());
    dataset const rows = table({{}});
    auto const summary = summarize_reference(rows.view(), 40);
    REQUIRE(summary.columns.size() == 1);
    CHECK(summary.columns[0].rows == 0);
    CHECK(std::isnan(summary.columns[0].learned.between_windows));
}
