#include <retrain/config/describe_settings.hpp>

#include <retrain/config/unread_settings.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;

namespace {

struct own_settings {
    static constexpr std::string_view environment_prefix = "MYAPP_";
    ranged<int, -3, 10> depth = 3;
    double share = 0.25;
    bool verbose = false;
};

/// The cells of the table rows of `page` that are about a variable, without their back-quotes.
std::vector<std::vector<std::string>> variable_rows(std::string const& page) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines{page};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `RETRAIN_")) continue;
        std::erase(line, '`');
        std::istringstream cells{line.substr(2)};
        auto& row = rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, '|');)
            row.emplace_back(detail::stripped(cell));
    }
    return rows;
}

}  // namespace
BOOST_HANA_ADAPT_STRUCT(own_settings, depth, share, verbose);

TEST_CASE("settings are described in the order of their declaration", "[config]") {
    auto const all = describe_settings<own_settings>();
    REQUIRE(all.size() == 3);
    CHECK(all[0].variable == "MYAPP_DEPTH");
    CHECK(all[0].type == "whole number");
    CHECK(all[0].range == "-3 to 10");
    CHECK(all[0].standard == "3");
    CHECK(all[1].type == "number");
    CHECK(all[1].range.empty());
    CHECK(all[1].standard == "0.25");
    CHECK(all[2].type == "true or false");
    CHECK(all[2].standard == "false");
}

TEST_CASE("the page on settings lists every variable as it is", "[config]") {
    auto const page =
        testing::read_file(std::filesystem::path{RETRAIN_DOCS_DIRECTORY} / "settings.md");
    auto const rows = variable_rows(page);
    auto const all = describe_settings();
    REQUIRE(rows.size() == all.size());
    for (std::size_t i = 0; i != all.size(); ++i) {
        CAPTURE(all[i].variable);
        REQUIRE(rows[i].size() == 5);
        CHECK(rows[i][0] == all[i].variable);
        CHECK(rows[i][1] == all[i].type);
        CHECK(rows[i][2] == all[i].range);
        CHECK(rows[i][3] == all[i].standard);
        CHECK_FALSE(rows[i][4].empty());
    }
}

TEST_CASE("all advice is about settings that there are", "[config]") {
    auto const all = describe_settings();
    for (auto const& advice : detail::reading_advices)
        CHECK(std::ranges::count(all, detail::variable_name("RETRAIN_", advice.member),
                                 &setting_description::variable) == 1);
}
