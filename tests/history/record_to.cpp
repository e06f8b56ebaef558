#include <retrain/history/record_to.hpp>

#include <retrain/history/memory_history.hpp>
#include <retrain/history/no_history.hpp>
#include <retrain/history/text_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

using namespace retrain;
using namespace retrain::testing;

namespace {

struct broken_sink {
    using policy_role = history_role;
    void record(run_record const&) { throw std::runtime_error{"the line is down"}; }
};
struct odd_sink {
    using policy_role = history_role;
    void record(run_record const&) { throw 7; }
};
struct counts_runs {
    using policy_role = history_role;
    explicit counts_runs(int& runs) : runs_{&runs} {}
    void record(run_record const&) { ++*runs_; }

   private:
    int* runs_;
};

using both = record_to<text_history, memory_history>;
static_assert(HistorySink<both> && requirement::HistoryRecordsSkips<both>);
static_assert(HistorySink<record_to<broken_sink>>);
static_assert(!requirement::HistoryRecordsSkips<record_to<broken_sink, odd_sink>>);
static_assert(HistorySink<record_to<record_to<no_history>, no_history>>);

static_assert(std::is_default_constructible_v<record_to<no_history, memory_history>>);
static_assert(!std::is_default_constructible_v<both>);
template <class S>
concept FromSettings = requires(settings const& from) { S::from_settings(from); };
static_assert(FromSettings<both> && !FromSettings<record_to<counts_runs>>);

}  // namespace

TEST_CASE("record_to obeys the laws of sinks", "[history]") {
    scratch_directory const folder;
    record_to sink{text_history{folder / "history.txt"}, memory_history{}};
    static_assert(std::same_as<decltype(sink), both>);
    CHECK(laws::takes_anything(sink));
    CHECK(laws::only_appends(sink, [&] { return read_file(folder / "history.txt"); }));
}

TEST_CASE("each sink of record_to records what it lacks, once", "[history]") {
    static_assert(requirement::HistoryCompletes<both>);
    static_assert(!requirement::HistoryCompletes<record_to<broken_sink, memory_history>>);
    scratch_directory const folder;
    memory_history memory;
    record_to<text_history, memory_history> sink{text_history{folder / "history.txt"}, memory};
    CHECK(laws::completes(sink));

    auto const known = laws::unrecorded("toy", 1);
    text_history first{folder / "first.txt"};
    first.record(known);
    record_to two{first, text_history{folder / "second.txt"}};
    CHECK(two.complete(std::span{&known, 1}) == 1);
    CHECK(read_file(folder / "second.txt") == format_record(known));
    CHECK(read_file(folder / "first.txt") == format_record(known));
}

TEST_CASE("every sink gets every run, and skips go to those that want them", "[history]") {
    int runs = 0;
    memory_history first;
    memory_history second;
    record_to sink{first, counts_runs{runs}, second};
    sink.record(laws::full_run());
    sink.record(laws::full_skip());
    CHECK(runs == 1);
    CHECK(first.runs().size() == 1);
    CHECK(second.runs().size() == 1);
    CHECK(first.skips().size() == 1);
    CHECK(second.skips().size() == 1);
    CHECK(sink.sink<2>().runs().size() == 1);
}

TEST_CASE("a sink that throws does not keep the others from recording", "[history]") {
    memory_history last;
    record_to sink{broken_sink{}, odd_sink{}, last};
    try {
        sink.record(laws::full_run());
        FAIL("nothing was thrown");
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::store_failed);
        CHECK(std::string{problem.what()} ==
              "broken_sink did not record: the line is down; "
              "odd_sink did not record: an exception without a text");
    }
    CHECK(last.runs().size() == 1);
    sink.record(laws::full_skip());  // they want no skips, so they don't fail
    CHECK(last.skips().size() == 1);
}

TEST_CASE("record_to builds its sinks from the settings", "[history]") {
    scratch_directory const folder;
    settings values;
    values.logs_directory = folder.path().string();
    auto sink = record_to<text_history, memory_history>::from_settings(values);
    sink.record(laws::full_skip());
    CHECK(read_file(folder / "ml_retraining_history.txt") == format_record(laws::full_skip()));
    CHECK(sink.sink<1>().skips().size() == 1);
}
