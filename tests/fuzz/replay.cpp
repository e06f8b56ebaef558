// The corpus of each fuzzer, without a fuzzer: whole, cut, and with changed bytes.
#include <fuzz/targets.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <cstddef>
#include <filesystem>
#include <random>
#include <span>
#include <string>

namespace {
using target = void (*)(retrain::fuzz::bytes);

void feed(target reader, std::string const& input) {
    std::vector<char> const exact(input.begin(), input.end());  // the sanitizers watch its end
    reader(std::as_bytes(std::span{exact}));
}

/// Ends the program where a reader breaks what it promises.
std::size_t replay(std::string const& corpus, target reader, std::size_t changes) {
    std::size_t files = 0;
    std::mt19937 random{1};
    for (auto const& entry : std::filesystem::directory_iterator{
             std::filesystem::path{RETRAIN_FUZZ_CORPUS} / corpus}) {
        ++files;
        std::string const whole = retrain::testing::read_file(entry.path());
        feed(reader, whole);
        for (std::size_t i = 0; i < changes && !whole.empty(); ++i) {
            feed(reader, whole.substr(0, random() % whole.size()));
            std::string changed = whole;
            for (auto left = 1 + random() % 3; left > 0; --left)
                changed[random() % changed.size()] = static_cast<char>(random() % 256);
            feed(reader, changed);
        }
    }
    return files;
}
}  // namespace

TEST_CASE("the corpus of the CSV reader") { CHECK(replay("csv", retrain::fuzz::csv, 100) > 4); }
TEST_CASE("the corpus of the settings") {
    CHECK(replay("settings", retrain::fuzz::settings_of, 100) > 2);
}
TEST_CASE("the corpus of the documents") {
    CHECK(replay("documents", retrain::fuzz::documents, 100) > 4);
}
TEST_CASE("the corpus of cron expressions") {
    CHECK(replay("cron", retrain::fuzz::cron_expression, 100) > 4);
}
TEST_CASE("the corpus of saved states") { CHECK(replay("states", retrain::fuzz::states, 100) > 4); }
#ifdef RETRAIN_FUZZ_MODEL
TEST_CASE("the corpus of models") { CHECK(replay("model", retrain::fuzz::model, 50) > 4); }
#endif
