#include <retrain/history/file_rotation.hpp>

#include <retrain/history/text_history.hpp>

#include <history/processes.hpp>
#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

static_assert(file_rotation{}.limit == 67'108'864 && file_rotation{}.kept == 9);

namespace {
/// Appends a line of `length` bytes that begins with `word`.
void append(std::filesystem::path const& file, std::string const& word, std::size_t length,
            file_rotation rotation) {
    std::string line = word;
    line.resize(length - 1, '.');
    detail::append_to_file(file, line + '\n', rotation.limit, rotation.kept);
}
std::string start_of(std::filesystem::path const& file) {
    return std::filesystem::exists(file) ? read_file(file).substr(0, 1) : "";
}
}  // namespace

TEST_CASE("a file is put aside before it becomes longer than its limit", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    append(file, "a", 40, {.limit = 100});
    append(file, "b", 60, {.limit = 100});
    CHECK(std::filesystem::file_size(file) == 100);
    CHECK(!std::filesystem::exists(folder / "history.txt.1"));
    append(file, "c", 10, {.limit = 100});
    CHECK(std::filesystem::file_size(folder / "history.txt.1") == 100);
    CHECK(std::filesystem::file_size(file) == 10);
}

TEST_CASE("a record that is longer than the limit has a file of its own", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    append(file, "a", 200, {.limit = 100});
    CHECK(std::filesystem::file_size(file) == 200);
    append(file, "b", 10, {.limit = 100});
    CHECK(start_of(folder / "history.txt.1") == "a");
    CHECK(start_of(file) == "b");
}

TEST_CASE("the latest files are kept and the oldest goes", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    for (auto const* const word : {"a", "b", "c", "d", "e"})
        append(file, word, 80, {.limit = 100, .kept = 3});
    CHECK(start_of(file) == "e");
    CHECK(start_of(folder / "history.txt.1") == "d");
    CHECK(start_of(folder / "history.txt.2") == "c");
    CHECK(start_of(folder / "history.txt.3") == "b");
    CHECK(!std::filesystem::exists(folder / "history.txt.4"));
}

TEST_CASE("where none is kept a full file goes", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    append(file, "a", 80, {.limit = 100, .kept = 0});
    append(file, "b", 80, {.limit = 100, .kept = 0});
    CHECK(start_of(file) == "b");
    CHECK(!std::filesystem::exists(folder / "history.txt.1"));
}

TEST_CASE("a number that a crash left free is filled, and nothing beyond it moves", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    write_file(folder / "history.txt.1", "c");
    write_file(folder / "history.txt.3", "a");
    append(file, "d", 80, {.limit = 100, .kept = 3});
    append(file, "e", 80, {.limit = 100, .kept = 3});
    CHECK(start_of(folder / "history.txt.1") == "d");
    CHECK(start_of(folder / "history.txt.2") == "c");
    CHECK(start_of(folder / "history.txt.3") == "a");
}

TEST_CASE("a record is kept where its file can't be put aside", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    std::filesystem::create_directories(folder / "history.txt.1");
    append(file, "a", 80, {.limit = 100, .kept = 1});
    CHECK_THROWS_WITH(append(file, "b", 80, {.limit = 100, .kept = 1}),
                      ContainsSubstring("history.txt.1"));
    CHECK(std::filesystem::file_size(file) == 160);
}

TEST_CASE("text_history puts its file aside", "[history]") {
    scratch_directory const folder;
    text_history sink{folder / "history.txt", {.limit = 1, .kept = 2}};
    for (int i = 0; i != 5; ++i) sink.record(laws::full_skip());
    auto const skip = format_record(laws::full_skip());
    CHECK(read_file(folder / "history.txt") == skip);
    CHECK(read_file(folder / "history.txt.1") == skip);
    CHECK(read_file(folder / "history.txt.2") == skip);
    CHECK(!std::filesystem::exists(folder / "history.txt.3"));
}

TEST_CASE("processes that share a file put it aside once, and lose nothing", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    constexpr int each = 60;
    {
        std::vector<process> writers;
        for (std::string const writer : {"a", "b", "c"})
            writers.emplace_back([&] {
                for (int i = 0; i != each; ++i)
                    append(file, writer + std::to_string(i) + '.', 100, {.limit = 500, .kept = 99});
            });
        for (auto& writer : writers) CHECK(writer.succeeded());
    }
    std::map<std::string, int> seen;
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::directory_iterator{folder.path()}) {
        ++files;
        CHECK(entry.file_size() % 100 == 0);
        CHECK(entry.file_size() <= 500);
        std::istringstream lines{read_file(entry.path())};
        for (std::string line; std::getline(lines, line);) ++seen[line.substr(0, line.find('.'))];
    }
    CHECK(files == 3 * each / 5);
    CHECK(seen.size() == 3 * each);
    for (auto const& [record, times] : seen) CHECK(times == 1);
}
