// What a source reads while others write.
#include <retrain/detail/csv_file.hpp>
#include <retrain/source/csv_source.hpp>

#include <laws/source.hpp>
#include <source/csv_file_of.hpp>
#include <support/catch.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

using retrain::error;
using retrain::failure_reason;
using retrain::detail::csv_file;
using retrain::detail::csv_text;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

void append(csv_file_of const& file, std::string_view text) {
    std::ofstream{file.path(), std::ios::binary | std::ios::app} << text;
}
void rewrite(csv_file_of const& file, std::string_view text) {
    retrain::testing::write_file(file.path(), text);
}

/// How long ago it was written.
auto age_of(csv_file_of const& file) {
    return fs::file_time_type::clock::now() - fs::last_write_time(file.path());
}

std::string_view view(csv_text const& text) { return {text.begin(), text.size()}; }

/// Why loading fails, if it does.
template <class Load>
std::optional<failure_reason> failure(Load&& load) {
    try {
        load();
    } catch (error const& refused) {
        return refused.why();
    }
    return std::nullopt;
}

/// What a reader says of whom `meddle` meddles with between its reading and its check.
template <class Meddle>
std::optional<failure_reason> check_after(csv_file_of const& file, Meddle&& meddle) {
    csv_file const open{file.path().string()};
    csv_text const text = open.read();
    meddle();
    return failure([&] { open.check(text); });
}

std::string const rows = "x,label\n1,buy\n2,avoid\n";

}  // namespace

TEST_CASE("a file that is not there, or is none, is missing") {
    csv_file_of const file{rows};
    auto const why = [&](fs::path const& path) {
        return failure([&] { (void)retrain::csv_source{path.string()}.load({}); });
    };
    CHECK(why(file.path()) == std::nullopt);
    CHECK(why(file.path().parent_path() / "other.csv") == failure_reason::source_missing);
    CHECK(why(file.path() / "below.csv") == failure_reason::source_missing);
    CHECK(why(file.path().parent_path()) == failure_reason::source_missing);
    CHECK(why("") == failure_reason::source_missing);
    CHECK(why("/dev/null") == failure_reason::source_missing);
    fs::path const pipe = file.path().parent_path() / "pipe.csv";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(why(pipe) == failure_reason::source_missing);  // and does not wait for a writer
    try {
        (void)retrain::csv_source{"no/such.csv"}.load({});
        FAIL("loaded");
    } catch (error const& refused) {
        auto const whole = fs::absolute("no/such.csv").string();
        CHECK_THAT(refused.what(),
                   ContainsSubstring("no/such.csv can't be read: No such file") &&
                       ContainsSubstring(" (" + whole + "); unless the program names the file, the "
                                         "setting training_data (RETRAIN_TRAINING_DATA) does"));
    }
}

TEST_CASE("a file has rested after two seconds without a write") {
    csv_file_of const file{rows};
    for (auto const age : {0ms, 1500ms}) {
        INFO(age.count() << " ms");
        bool in_time = false, rested = true;
        while (!in_time) {  // where this program had to wait for the processor, the file did rest
            file.written_ago(age);
            rested = csv_file{file.path().string()}.rested();
            in_time = age_of(file) < 2s;
        }
        CHECK_FALSE(rested);
    }
    file.written_ago(2s);
    CHECK(csv_file{file.path().string()}.rested());
    file.written_ago(-1h);  // by a clock that is ahead
    CHECK_FALSE(csv_file{file.path().string()}.rested());
}

TEST_CASE("a snapshot is what the file held when it was opened") {
    for (bool const rested : {false, true}) {
        csv_file_of const file{rows};
        if (!rested) file.written_ago(-1h);
        csv_file const open{file.path().string()};
        CHECK(open.rested() == rested);
        append(file, "3,buy\n");
        csv_text const text = open.read();
        CHECK(view(text) == rows);
        append(file, "4,buy\n");
        CHECK_NOTHROW(open.check(text));
    }
}

TEST_CASE("a file may be replaced while it is read") {
    for (bool const rested : {false, true}) {
        csv_file_of const file{rows};
        if (!rested) file.written_ago(-1h);
        csv_file const open{file.path().string()};
        fs::path const other = file.path().parent_path() / "other.csv";
        retrain::testing::write_file(other, "y,label\n7,buy\n");
        fs::rename(other, file.path());
        csv_text const text = open.read();
        CHECK(view(text) == rows);
        CHECK_NOTHROW(open.check(text));
    }
}

TEST_CASE("a file that is cut or rewritten while it is read has changed") {
    for (bool const rested : {false, true}) {
        csv_file_of const file{rows};
        auto const fresh = [&] {
            file.write(rows);
            if (!rested) file.written_ago(-1h);
        };
        fresh();
        {
            csv_file const open{file.path().string()};
            fs::resize_file(file.path(), 5);
            CHECK(failure([&] { (void)open.read(); }) == failure_reason::source_changed);
        }
        fresh();
        CHECK(check_after(file, [] {}) == std::nullopt);
        CHECK(check_after(file, [&] { fs::resize_file(file.path(), 5); }) ==
              failure_reason::source_changed);
        fresh();
        CHECK(check_after(file, [&] { rewrite(file, "x,label\n1,buy\n2,watch\n"); }) ==
              failure_reason::source_changed);
        fresh();
        CHECK(check_after(file, [&] { rewrite(file, "x,label\n9,buy\n2,avoid\n3,buy\n"); }) ==
              failure_reason::source_changed);
    }
}

TEST_CASE("two writes within one tick of the file's clock are told apart") {
    csv_file_of const file{rows};
    file.written_ago(-1h);  // it has not rested, however long this takes
    auto const written = fs::last_write_time(file.path());
    CHECK(check_after(file, [&] {
              rewrite(file, "x,label\n1,buy\n2,watch\n");
              fs::last_write_time(file.path(), written);
          }) == failure_reason::source_changed);
}

TEST_CASE("a last row without newline counts once the file has rested") {
    csv_file_of const file{rows + "3,bu"};
    file.written_ago(-1h);  // by a clock that is ahead: it rests at no time of this test
    auto const fresh = file.load();
    CHECK(fresh.labels.size() == 2);
    CHECK(fresh.shape.classes == std::vector<std::string>{"buy", "avoid"});
    REQUIRE(fresh.warnings.size() == 2);  // one is about the missing dates
    CHECK_THAT(fresh.warnings[1], ContainsSubstring("the last row has no end"));
    file.written_ago(2s);
    auto const later = file.load();
    CHECK(later.labels.size() == 3);
    CHECK(later.shape.classes == std::vector<std::string>{"buy", "avoid", "bu"});
    CHECK(later.warnings.size() == 1);

    auto const begin_anew = [&](std::string const& text) {
        rewrite(file, text);
        file.written_ago(-1h);
    };
    // A row that is only begun makes no error either, and a newline in quotes is no end.
    for (char const* begun : {"3", "3,\"", "3,\"bu\n", "abc", "3,buy,", "\"", "3,buy\r"}) {
        INFO(begun);
        begin_anew(rows + begun);
        CHECK(file.load().labels.size() == 2);
        CHECK(file.load().warnings.size() == 2);
    }
    file.write(rows + "3,\"bu\n");
    CHECK_THAT(file.refusal(), ContainsSubstring(":4: a quote that is never closed"));
    for (char const* begun : {"x,la", "\"x\nlabel"}) {
        begin_anew(begun);
        CHECK_THAT(file.refusal(), ContainsSubstring("no complete line yet"));
    }
    // What can be no row that is only begun is refused at once.
    begin_anew("x,label\n1,b\"uy\n2,buy\n");
    CHECK_THAT(file.refusal(), ContainsSubstring(":2: a quote within a cell"));
    begin_anew("x,label\n1,\"buy\n" + std::string(2'000'000, 'x') + "\n2,buy\n");
    CHECK_THAT(file.refusal(), ContainsSubstring(":2: a quote that is never closed"));
}

TEST_CASE("beside an appending writer a load gives whole rows, or is refused") {
    csv_file_of const file{"x,label\n"};
    std::atomic<bool> stop = false;
    std::chrono::steady_clock::duration longest_pause{};
    std::thread writer{[&] {
        std::ofstream out{file.path(), std::ios::binary | std::ios::app};
        auto last = std::chrono::steady_clock::now();
        for (int row = 0; row < 20'000 && !stop; ++row) {
            auto const now = std::chrono::steady_clock::now();
            longest_pause = std::max(longest_pause, now - std::exchange(last, now));
            out << row;
            if (row % 7 == 0) out.flush();  // in the middle of a row
            out << (row % 2 == 0 ? ",buy\n" : ",\"avoid\"\n");
        }
    }};
    std::size_t before = 0;
    int loads = 0, torn = 0;
    for (int i = 0; i < 50 || (loads == 0 && i < 50'000); ++i) {
        retrain::dataset loaded;
        try {
            loaded = file.load();
        } catch (error const& refused) {
            // The file's time can move before its size does, which looks like a rewrite.
            torn += refused.why() != failure_reason::source_changed;
            continue;
        }
        ++loads;
        torn += loaded.labels.size() < before;
        before = loaded.labels.size();
        for (std::size_t row = 0; row < before; ++row)
            torn += loaded.features[row] != static_cast<float>(row) ||
                    loaded.labels[row] != row % 2;
    }
    stop = true;
    writer.join();
    // A row is torn for a reader where the writer did not get the processor for long in the middle.
    if (longest_pause < csv_file::rest) CHECK(torn == 0);
    CHECK(loads > 0);
}

TEST_CASE("a rewriting writer never mixes two versions") {
    auto const version = [](int number) {
        std::string text = "x,label\n";
        for (int row = 0; row < 3'000; ++row) text += std::to_string(number) + ",buy\n";
        return text;
    };
    csv_file_of const file{version(1)};
    std::atomic<bool> stop = false;
    std::thread writer{[&] {
        for (int number = 2; !stop; number = number % 8 + 1) {
            if (number % 2 == 0) {
                rewrite(file, version(number));  // cut to nothing, then written
            } else {
                fs::path const other = file.path().parent_path() / "other.csv";
                retrain::testing::write_file(other, version(number));
                fs::rename(other, file.path());
            }
        }
    }};
    int loads = 0;
    bool mixed = false;
    for (int i = 0; i < 300 || (loads == 0 && i < 100'000); ++i) {
        auto const why = failure([&] {
            auto const loaded = file.load();
            ++loads;
            for (float const value : loaded.features) mixed = mixed || value != loaded.features[0];
        });
        // An empty file has no header yet.
        CHECK((!why || why == failure_reason::source_changed || why == failure_reason::bad_data));
    }
    stop = true;
    writer.join();
    CHECK_FALSE(mixed);
    CHECK(loads > 0);
}
