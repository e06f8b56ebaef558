// Who reads a setting, by the page on settings and by the advice on unread ones, is who says so.
#include <retrain/backup/keep_last.hpp>
#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/config/reads_of.hpp>
#include <retrain/config/unread_settings.hpp>
#include <retrain/history/jsonl_history.hpp>
#include <retrain/history/text_history.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/source/csv_source.hpp>
#include <retrain/store/file_store.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;

namespace {

using names = std::vector<std::string_view>;
std::map<std::string_view, names> const readers{
    {"csv_source", reads_of<csv_source<>>()},
    {"file_store", reads_of<file_store>()},
    {"file_ledger", reads_of<file_ledger>()},
    {"text_history", reads_of<text_history>()},
    {"jsonl_history", reads_of<jsonl_history>()},
    {"min_interval<>", reads_of<min_interval<>>()},
    {"min_new_samples<>", reads_of<min_new_samples<>>()},
    {"timestamped_backup", reads_of<timestamped_backup<keep_last<10>>>()}};

}  // namespace

TEST_CASE("the page names as readers exactly the policies that read a setting", "[config]") {
    auto const page =
        testing::read_file(std::filesystem::path{RETRAIN_DOCS_DIRECTORY} / "settings.md");
    for (auto const& [policy, members] : readers) {
        std::string quoted{"`"};
        quoted.append(policy).push_back('`');
        for (auto const& advice : detail::reading_advices) {
            auto const row = page.find(detail::variable_name("| `RETRAIN_", advice.member));
            REQUIRE(row != std::string::npos);
            auto const cells = page.substr(row, page.find('\n', row) - row);
            bool const named = cells.find(quoted) != std::string::npos;
            bool const reads = std::ranges::find(members, advice.member) != members.end();
            CAPTURE(policy, advice.member);
            CHECK(named == reads);
        }
    }
}

TEST_CASE("advice to name a policy is advice to name one that reads the setting", "[config]") {
    for (auto const& advice : detail::reading_advices)
        CHECK(std::ranges::any_of(readers, [&](auto const& reader) {
            return advice.text.find(reader.first) != std::string_view::npos &&
                   std::ranges::find(reader.second, advice.member) != reader.second.end();
        }));
}
