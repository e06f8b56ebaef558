#include <retrain/history/jsonl_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
using nlohmann::json;

static_assert(HistorySink<jsonl_history> && requirement::HistoryRecordsSkips<jsonl_history>);
static_assert(jsonl_history::reads.front() == "logs_directory");

namespace {
std::vector<json> lines_of(std::filesystem::path const& file) {
    std::vector<json> objects;
    std::istringstream in{read_file(file)};
    for (std::string line; std::getline(in, line);) objects.push_back(json::parse(line));
    return objects;
}
}  // namespace

TEST_CASE("jsonl_history obeys the laws of sinks", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    CHECK(laws::takes_anything(sink));
    CHECK(lines_of(sink.file()).size() == 5);
    CHECK(laws::only_appends(sink, [&] { return read_file(sink.file()); }));
}

TEST_CASE("a run is one object with the documented fields in their order", "[history]") {
    scratch_directory const folder;
    settings values;
    values.logs_directory = folder / "logs";
    auto sink = jsonl_history::from_settings(values);
    CHECK(sink.file() == folder / "logs/ml_retraining_history.jsonl");
    sink.record(laws::full_run());
    CHECK(read_file(sink.file()) ==
          R"~({"kind":"run","number":12,"service":"verdict","reason":"analysis_completed (64)",)~"
          R"~("coalesced":2,"started":"2020-01-31T12:34:56Z","finished":"2020-01-31T12:34:59Z",)~"
          R"~("seconds":3.25,"rows":{"read":5104,"kept":4900,"dropped":204,"immature":190,)~"
          R"~("unknown_label":0,"out_of_order":0,"filtered":10,"insufficient":4,"infinite":0,)~"
          R"~("duplicate":0,"rare_class":0,"unfit":0,"new_samples":120,"revised":3,)~"
          R"~("training":4000,"outside_window":0,"purged":20,"unpurged":false,"holdout":880},)~"
          R"~("models":[{"name":"random_forest","published":true,)~"
          R"~("generation":7,"verdict":{"kind":"promote","why":"better_than_champion",)~"
          R"~("metric":"log_loss","challenger":0.9012,"champion":0.9321,"floor":1.1012,)~"
          R"~("rows":880,"units":44,"difference":0.0309,"p_value":0.0012,"alpha":0.025,)~"
          R"~("attempt":1,"decidable_from":null,"requirement":null,"slice":null,)~"
          R"~("deflated_sharpe":null,"trials":0,"overfitting":null,"rivals":0},"failure":null,"kept":null,)~"
          R"~("candidate":null,"by_hand":null,)~"
          R"~("backup":"models/backups/random_forest_20200131_123456.ubj","rounds":80,)~"
          R"~("seconds":1.25},{"name":"gradient_boosting","published":false,"generation":3,)~"
          R"~("verdict":null,"failure":{"why":"training_failed","text":"the engine refused eta"},)~"
          R"~("kept":null,"candidate":null,"by_hand":null,"backup":null,"rounds":0,"seconds":0.0}],)~"
          R"~("failure":{"why":"store_failed","text":"the disk is full"},)~"
          R"~("warnings":["14 rows have no label"]})~"
          "\n");
}

TEST_CASE("a run that was split without purging says so", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    run_record run;
    run.rows = {.duplicate = 3, .outside_window = 5, .unpurged = true};
    run.models.push_back({.name = "forest"});
    auto& judged = run.models.back().verdict.emplace();
    judged.requirement = "by_ticker";
    judged.slice_name = "TCS.NS";
    sink.record(run);
    auto const verdict_read = lines_of(sink.file()).front().at("models").at(0).at("verdict");
    CHECK(verdict_read.at("requirement") == "by_ticker TCS.NS");
    auto const rows = lines_of(sink.file()).front().at("rows");
    CHECK(rows.at("unpurged") == true);
    CHECK(rows.at("outside_window") == 5);
    CHECK(rows.at("duplicate") == 3);
    CHECK(rows.at("dropped") == 3);
}

TEST_CASE("a skip is one object", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    sink.record(laws::full_skip());
    CHECK(read_file(sink.file()) ==
          R"~({"kind":"skip","service":"verdict","reason":"backtest_completed",)~"
          R"~("at":"2020-01-31T12:34:56Z","times":1,"last_at":"2020-01-31T12:34:56Z",)~"
          R"~("refused":{"why":"interval_not_over",)~"
          R"~("policy":"min_interval","have":3.5,"need":24.0,"unit":"hours"}})~"
          "\n");
}

TEST_CASE("numbers that are none are null, and texts stay in their place", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    auto const hostile = laws::hostile_run();
    sink.record(hostile);
    auto const objects = lines_of(sink.file());
    REQUIRE(objects.size() == 1);
    auto const& object = objects.front();
    auto const& verdict = object.at("models").at(0).at("verdict");
    CHECK(verdict.at("challenger").is_null());
    CHECK(verdict.at("champion").is_null());
    CHECK(verdict.at("floor") == std::numeric_limits<double>::max());
    CHECK(object.at("models").at(0).at("seconds").is_null());
    CHECK_FALSE(object.at("models").at(0).at("by_hand").is_null());

    auto expected = hostile.reason;
    expected.replace(expected.size() - 1, 1, "\xef\xbf\xbd");  // was no UTF-8
    CHECK(object.at("reason") == expected);
}

TEST_CASE("nothing in a record ends its line for any reader", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    auto run = laws::hostile_run();
    run.reason += "\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\v\f\x1c\x7f";  // for Python and others
    sink.record(run);
    auto const text = read_file(sink.file());
    CHECK(std::ranges::count_if(text, [](char c) { return c < ' ' || c > '~'; }) == 1);
    CHECK(text.back() == '\n');
}

TEST_CASE("jsonl_history throws where it can't record", "[history]") {
    scratch_directory const folder;
    std::filesystem::create_directories(folder / "history.jsonl");
    jsonl_history sink{folder / "history.jsonl"};
    CHECK_THROWS_AS(sink.record(laws::full_run()), error);
    CHECK_THROWS_AS(sink.record(laws::full_skip()), error);
}

TEST_CASE("jsonl_history records what it lacks, once", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl"};
    CHECK(laws::completes(sink));
}

TEST_CASE("what was recorded out of order and put aside is not recorded again", "[history]") {
    scratch_directory const folder;
    jsonl_history sink{folder / "history.jsonl", {.limit = 1, .kept = 9}};  // a record a file
    std::vector<run_record> all;
    for (std::uint64_t const generation : {1U, 2U, 3U, 4U}) {
        run_record run;
        run.service = "verdict";
        run.models.push_back({.name = "toy", .published = true, .generation = generation});
        all.push_back(run);
    }
    for (auto const index : {0U, 2U, 3U, 1U}) sink.record(all[index]);  // acts during the run of 2
    CHECK(sink.complete(all) == 0);
}
