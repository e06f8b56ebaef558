#include <retrain/history/read_jsonl_history.hpp>

#include <retrain/history/jsonl_history.hpp>

#include <history/processes.hpp>
#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
using json = nlohmann::ordered_json;

namespace {
/// The numbers of the runs in `file`, in order.
std::vector<std::size_t> numbers_in(std::filesystem::path const& file) {
    std::vector<std::size_t> numbers;
    read_jsonl_history(file, [&](json const& record) { numbers.push_back(record.at("number")); });
    return numbers;
}
void record(jsonl_history& sink, std::size_t number) {
    auto run = laws::full_run();
    run.number = number;
    sink.record(run);
}
constexpr auto ignore = [](json const&) {};
}  // namespace

TEST_CASE("records are read back in their order", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    for (std::size_t i = 1; i <= 3; ++i) record(sink, i);
    CHECK(numbers_in(sink.file()) == std::vector<std::size_t>{1, 2, 3});
    sink.record(laws::hostile_run());
    sink.record(laws::full_skip());
    auto const tally = read_jsonl_history(sink.file(), ignore);
    CHECK(tally.records == 5);
    CHECK(tally.torn == 0);
}

TEST_CASE("a torn line harms neither the record after it nor those before", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    record(sink, 1);
    std::string const whole = read_file(sink.file());
    for (std::size_t const length : {std::size_t{1}, whole.size() / 2, whole.size() - 2}) {
        write_file(sink.file(), whole + whole.substr(0, length));
        auto tally = read_jsonl_history(sink.file(), ignore);
        CHECK(tally.records == 1);
        CHECK(tally.torn == 1);
        record(sink, 2);
        CHECK(numbers_in(sink.file()) == std::vector<std::size_t>{1, 2});
        CHECK(read_jsonl_history(sink.file(), ignore).torn == 1);
    }
}

TEST_CASE("a record that lacks only its newline is a record", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    record(sink, 1);
    std::string whole = read_file(sink.file());
    whole.pop_back();
    write_file(sink.file(), whole);
    CHECK(numbers_in(sink.file()) == std::vector<std::size_t>{1});
    record(sink, 2);
    CHECK(numbers_in(sink.file()) == std::vector<std::size_t>{1, 2});
}

TEST_CASE("lines that are no object are counted as torn", "[history]") {
    scratch_directory const folder;
    using namespace std::string_literals;
    write_file(folder / "h", "[1]\n7\n\"x\"\n{\"a\":}\n\0\0\0\n\xff\xfe\n{\"number\":5}\n\n"s);
    std::size_t number = 0;
    auto const tally =
        read_jsonl_history(folder / "h", [&](json const& record) { number = record.at("number"); });
    CHECK(number == 5);
    CHECK(tally.records == 1);
    CHECK(tally.torn == 6);
}

TEST_CASE("a line without an end neither crashes nor hangs", "[history]") {
    scratch_directory const folder;
    write_file(folder / "deep", std::string(1 << 20, '['));
    CHECK(read_jsonl_history(folder / "deep", ignore).torn == 1);
    std::string nested;
    for (int i = 0; i != 100'000; ++i) nested += "{\"a\":";
    write_file(folder / "nested", nested + "1" + std::string(100'000, '}'));
    CHECK(read_jsonl_history(folder / "nested", ignore).records == 1);
}

TEST_CASE("files that were put aside are read first", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl", {.limit = 1, .kept = 12}};
    for (std::size_t i = 1; i <= 13; ++i) record(sink, i);
    std::vector<std::size_t> const all{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    write_file(folder / "history.jsonl.01", "{\"number\":99}\n");
    write_file(folder / "history.jsonl.old", "{\"number\":99}\n");
    CHECK(numbers_in(sink.file()) == all);
    // Between two steps of a rotation, and after its last one.
    for (int i = 12; i != 0; --i)
        std::filesystem::rename(folder / ("history.jsonl." + std::to_string(i)),
                                folder / ("history.jsonl." + std::to_string(i + 1)));
    CHECK(numbers_in(sink.file()) == all);
    std::filesystem::rename(sink.file(), folder / "history.jsonl.1");
    CHECK(numbers_in(sink.file()) == all);
}

TEST_CASE("nothing is read where there is no file", "[history]") {
    scratch_directory const folder;
    CHECK(read_jsonl_history(folder / "history.jsonl", ignore).records == 0);
    CHECK(read_jsonl_history(folder / "none/history.jsonl", ignore).records == 0);
}

TEST_CASE("what can't be read is an error with its path", "[history]") {
    scratch_directory const folder;
    std::filesystem::create_directories(folder / "history.jsonl");
    CHECK_THROWS_WITH(read_jsonl_history(folder / "history.jsonl", ignore),
                      ContainsSubstring((folder / "history.jsonl").string()));
}

TEST_CASE("a reader sees each record once while a process puts files aside", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.jsonl";
    process writer{[&] {  // fewer records than would be dropped, however rarely they are read
        jsonl_history sink{file, {.limit = 3000, .kept = 99}};
        for (std::size_t i = 1; i <= 90; ++i) record(sink, i);
        for (;;) ::pause();
    }};
    std::size_t seen = 0;
    for (int round = 0; round != 60'000 && seen < 60; ++round) {
        auto const numbers = numbers_in(file);
        bool in_order = numbers.size() >= seen;
        for (std::size_t i = 0; i != numbers.size(); ++i) in_order &= numbers[i] == i + 1;
        CHECK(in_order);
        seen = numbers.size();
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    CHECK(seen >= 60);
    writer.kill();
    auto const tally = read_jsonl_history(file, ignore);
    CHECK(tally.records >= seen);
    CHECK(tally.torn <= 1);
}
