#include <retrain/history/text_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>

using namespace retrain;
using namespace retrain::testing;

static_assert(HistorySink<text_history> && requirement::HistoryRecordsSkips<text_history>);
static_assert(text_history::reads.front() == "logs_directory");

TEST_CASE("text_history obeys the laws of sinks", "[history]") {
    scratch_directory const folder;
    text_history sink{folder / "history.txt"};
    CHECK(laws::takes_anything(sink));
    CHECK(laws::only_appends(sink, [&] { return read_file(sink.file()); }));
}

TEST_CASE("text_history records runs and skips in the logs directory", "[history]") {
    scratch_directory const folder;
    settings values;
    values.logs_directory = folder / "logs";
    auto sink = text_history::from_settings(values);
    CHECK(sink.file() == folder / "logs/ml_retraining_history.txt");

    sink.record(laws::full_skip());
    sink.record(laws::full_run());
    CHECK(read_file(folder / "logs/ml_retraining_history.txt") ==
          format_record(laws::full_skip()) + format_record(laws::full_run()));
}

TEST_CASE("text_history goes on where another one stopped", "[history]") {
    scratch_directory const folder;
    text_history{folder / "history.txt"}.record(laws::full_skip());
    text_history{folder / "history.txt"}.record(laws::full_skip());
    CHECK(read_file(folder / "history.txt") ==
          format_record(laws::full_skip()) + format_record(laws::full_skip()));
}

TEST_CASE("text_history throws where it can't record", "[history]") {
    scratch_directory const folder;
    std::filesystem::create_directories(folder / "history.txt");
    text_history sink{folder / "history.txt"};
    CHECK_THROWS_AS(sink.record(laws::full_run()), error);
    CHECK_THROWS_AS(sink.record(laws::full_skip()), error);
}

TEST_CASE("text_history records what it lacks, once", "[history]") {
    scratch_directory const folder;
    text_history sink{folder / "history.txt"};
    CHECK(laws::completes(sink));
}
