#include <retrain/history/history_reader.hpp>

#include <retrain/detail/printable.hpp>
#include <retrain/history/sqlite_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
using namespace std::chrono_literals;

namespace {
/// A run of `service` that ended at `at` and made `generation` of each of `models` live.
run_record publication(std::string const& service, time_point at, std::uint64_t generation,
                       std::vector<std::string> const& models) {
    run_record run;
    run.number = generation;
    run.service = service;
    run.started = at - 10s;
    run.finished = at;
    for (auto const& model : models)
        run.models.push_back({.name = model, .published = true, .generation = generation});
    return run;
}
}  // namespace

TEST_CASE("a run is read as it was recorded", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    auto const run = laws::full_run();
    sink.record(run);
    auto const found = history_reader{sink.file()}.runs(5);
    REQUIRE(found.size() == 1);
    auto const& read = found.front();
    CHECK(read.number == run.number);
    CHECK(read.service == run.service);
    CHECK(read.reason == run.reason);
    CHECK(read.coalesced == run.coalesced);
    CHECK(read.started == run.started);
    CHECK(read.finished == run.finished);
    CHECK(read.rows.read == run.rows.read);
    CHECK(read.rows.dropped() == run.rows.dropped());
    CHECK(read.rows.new_samples == run.rows.new_samples);
    CHECK(read.rows.revised == run.rows.revised);
    CHECK(read.rows.training == run.rows.training);
    CHECK(read.rows.purged == run.rows.purged);
    CHECK(read.rows.holdout == run.rows.holdout);
    REQUIRE(read.failure);
    CHECK(read.failure->why == "store_failed");
    CHECK(read.failure->text == "the disk is full");
    CHECK(read.warnings == run.warnings);

    REQUIRE(read.models.size() == 2);
    auto const& live = read.models[0];
    CHECK(live.name == "random_forest");
    CHECK(live.published);
    CHECK(live.generation == 7);
    REQUIRE(live.verdict);
    CHECK(live.verdict->decision == "promote");
    CHECK(live.verdict->why == "better_than_champion");
    CHECK(live.verdict->metric == "log_loss");
    CHECK(live.verdict->challenger == 0.9012);
    CHECK(live.verdict->champion == 0.9321);
    CHECK(live.verdict->floor == 1.1012);
    CHECK(live.verdict->rows == 880);
    CHECK(!live.failure);
    CHECK(live.kept.empty());
    CHECK(live.by_hand.empty());
    CHECK(live.backup == run.models[0].backup);
    CHECK(live.rounds == 80);
    CHECK(live.seconds == 1.25);
    auto const& broken = read.models[1];
    CHECK(!broken.published);
    CHECK(!broken.verdict);
    REQUIRE(broken.failure);
    CHECK(broken.failure->why == "training_failed");
    CHECK(broken.failure->text == "the engine refused eta");
}

TEST_CASE("what the gate's test and the data gate said is read as it was recorded", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    run_record run;
    run.rows = {.read = 40,
                .unknown_label = 1,
                .out_of_order = 2,
                .infinite = 3,
                .duplicate = 4,
                .rare_class = 5,
                .unfit = 6,
                .outside_window = 7,
                .unpurged = true};
    run.models.push_back({.name = "forest",
                          .verdict = verdict{.units = 44,
                                             .difference = 0.0309,
                                             .p_value = 0.0012,
                                             .alpha = 0.025,
                                             .attempt = 3,
                                             .decidable_from = laws::noon,
                                             .requirement = "recall",
                                             .slice = 2,
                                             .slice_name = "TCS.NS",
                                             .deflated_sharpe = 0.875,
                                             .trials = 14,
                                             .overfitting = 0.625,
                                             .rivals = 4}});
    sink.record(run);
    auto const read = history_reader{sink.file()}.runs(1).at(0);
    CHECK(read.rows.unknown_label == 1);
    CHECK(read.rows.out_of_order == 2);
    CHECK(read.rows.infinite == 3);
    CHECK(read.rows.duplicate == 4);
    CHECK(read.rows.rare_class == 5);
    CHECK(read.rows.unfit == 6);
    CHECK(read.rows.outside_window == 7);
    CHECK(read.rows.unpurged);
    auto const& judged = read.models.at(0).verdict;
    REQUIRE(judged);
    CHECK(judged->units == 44);
    CHECK(judged->difference == 0.0309);
    CHECK(judged->p_value == 0.0012);
    CHECK(judged->alpha == 0.025);
    CHECK(judged->attempt == 3);
    CHECK(judged->decidable_from == laws::noon);
    CHECK(judged->requirement == "recall TCS.NS");
    CHECK(judged->slice == 2.0);
    CHECK(judged->deflated_sharpe == 0.875);
    CHECK(judged->trials == 14);
    CHECK(judged->overfitting == 0.625);
    CHECK(judged->rivals == 4);
}

TEST_CASE("a person's act and a kept candidate are read as they were recorded", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    run_record run;
    run.models.push_back({.name = "forest",
                          .kept = candidate_state::declined,
                          .candidate = 4,
                          .by_hand = intervention{intervention_kind::decline, "too bold"}});
    sink.record(run);
    auto const read = history_reader{sink.file()}.runs(1).at(0).models.at(0);
    CHECK(read.kept == "declined");
    CHECK(read.candidate == 4);
    CHECK(read.by_hand == "decline");
    CHECK(read.because == "too bold");
}

TEST_CASE("extreme numbers come back, and what is no number is none", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    auto run = laws::hostile_run();
    run.number = std::numeric_limits<std::size_t>::max();
    run.models[0].generation = std::numeric_limits<std::uint64_t>::max() - 1;
    run.started = not_yet;
    run.finished = time_point::max();
    sink.record(run);
    constexpr auto all = std::numeric_limits<std::size_t>::max();
    auto const read = history_reader{sink.file()}.runs(all).at(0);
    CHECK(read.number == run.number);
    CHECK(read.models.at(0).generation == run.models[0].generation);
    CHECK(read.started == not_yet);
    CHECK(read.finished == time_point::max());
    CHECK(std::isnan(read.models.at(0).verdict->challenger));
    CHECK(read.models.at(0).verdict->champion == std::numeric_limits<double>::infinity());
    CHECK(read.models.at(0).verdict->floor == std::numeric_limits<double>::max());
    CHECK(std::isinf(read.models.at(0).seconds));
}

TEST_CASE("no text in any place changes a statement or breaks a line", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    using namespace std::string_literals;
    for (auto const& text :
         {"'); DROP TABLE run; --"s, "?1 :a @b $c \"x\" [y] `z`"s, "a\0b"s, "a\nb\r\x1b[2J\x7f"s,
          "\xff\xc0\x80\xed\xa0\x80"s, "\u202e\u2028"s, std::string(100'000, 'x'), "naïve 模型"s}) {
        auto const shown = detail::printable(text);
        run_record run;
        run.service = run.reason = text;
        run.failure = failure{failure_reason::unexpected, text};
        run.warnings = {text};
        run.models.push_back({.name = text,
                              .failure = failure{failure_reason::unexpected, text},
                              .published = true,
                              .backup = text,
                              .by_hand = intervention{intervention_kind::force, text}});
        run.models[0].verdict.emplace().metric = text;
        sink.record(run);
        sink.record(skip_record{.service = text,
                                .reason = text,
                                .refused = {.policy = text, .unit = text},
                                .at = laws::noon});
        history_reader const reader{sink.file()};
        auto const read = reader.runs(1).at(0);
        CHECK(read.service == shown);
        CHECK(read.reason == shown);
        CHECK(read.failure->text == shown);
        CHECK(read.warnings == std::vector<std::string>{shown});
        CHECK(read.models.at(0).name == shown);
        CHECK(read.models.at(0).failure->text == shown);
        CHECK(read.models.at(0).backup == shown);
        CHECK(read.models.at(0).because == shown);
        CHECK(read.models.at(0).verdict->metric == shown);
        CHECK(reader.verdicts(text, 9).size() == 1);
        CHECK(reader.live_at(text, laws::noon)->model == shown);
        auto const skips = reader.skips_between(laws::noon, laws::noon + 1h);
        std::size_t found = 0;
        for (auto const& skip : skips)
            found += skip.service == shown && skip.policy == shown && skip.reason == shown &&
                     skip.unit == shown;
        CHECK(found == 1);
    }
    CHECK(history_reader{sink.file()}.runs(99).size() == 8);
}

TEST_CASE("the latest runs come first, no more than were asked for", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    for (std::uint64_t i = 1; i <= 3; ++i) sink.record(publication("a", laws::noon, i, {}));
    history_reader const reader{sink.file()};
    CHECK(reader.runs(0).empty());
    auto const latest = reader.runs(2);
    REQUIRE(latest.size() == 2);
    CHECK(latest[0].number == 3);
    CHECK(latest[1].number == 2);
}

TEST_CASE("skips are counted by hour, service, refusal and policy", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    auto const record = [&](time_point at, skip_reason why, std::string const& service,
                            std::string const& reason, double have, std::size_t times = 1) {
        sink.record(skip_record{
            .service = service,
            .reason = reason,
            .refused =
                {.why = why, .policy = "min_interval", .have = have, .need = 24, .unit = "hours"},
            .at = at,
            .times = times});
    };
    time_point const hour = laws::noon - 34min - 56s;
    record(hour, skip_reason::interval_not_over, "a", "tick", 1);
    record(hour + 59min, skip_reason::interval_not_over, "a", "batch (64)", 2, 5);
    record(hour + 30min, skip_reason::busy, "a", "tick", 0);
    record(hour + 31min, skip_reason::interval_not_over, "b", "tick", 0);
    record(hour + 1h, skip_reason::interval_not_over, "a", "tick", 3);
    record(hour - 1ns, skip_reason::interval_not_over, "a", "tick", 4);
    record(time_point{-1ns}, skip_reason::busy, "a", "tick", 0);
    record(not_yet, skip_reason::busy, "a", "tick", 0);

    history_reader const reader{sink.file()};
    auto const skips = reader.skips_between(hour, hour + 1h);
    REQUIRE(skips.size() == 3);  // in the order of their last ones
    CHECK(skips[0].why == "busy");
    CHECK(skips[1].service == "b");
    auto const& counted = skips[2];
    CHECK(counted.hour == hour);
    CHECK(counted.why == "interval_not_over");
    CHECK(counted.policy == "min_interval");
    CHECK(counted.times == 6);
    CHECK(counted.first == hour);
    CHECK(counted.last == hour + 59min);
    CHECK(counted.reason == "batch (64)");
    CHECK(counted.have == 2);
    CHECK(counted.need == 24);
    CHECK(counted.unit == "hours");

    auto const all = reader.skips_between(not_yet, time_point::max());
    REQUIRE(all.size() == 7);
    CHECK(all[0].hour == not_yet);
    CHECK(all[1].hour == time_point{-1h});
    CHECK(reader.skips_between(hour + 1h, hour + 2h).size() == 1);
    CHECK(reader.skips_between(hour + 2h, hour + 9h).empty());
}

TEST_CASE("who was live when", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(publication("a", laws::noon, 1, {"forest", "boosting"}));
    sink.record(publication("b", laws::noon + 1h, 5, {"forest"}));
    sink.record(publication("a", laws::noon + 2h, 2, {"forest"}));
    auto rejected = publication("a", laws::noon + 3h, 2, {"forest"});
    rejected.models[0].published = false;
    sink.record(rejected);
    auto back = publication("a", laws::noon + 4h, 3, {"forest"});
    back.models[0].by_hand = intervention{intervention_kind::rollback, "it drifts"};
    sink.record(back);

    history_reader const reader{sink.file()};
    CHECK(!reader.live_at("forest", laws::noon - 1ns));
    CHECK(reader.live_at(laws::noon - 1ns).empty());
    CHECK(!reader.live_at("no_such_model", laws::noon + 9h));
    CHECK(reader.live_at("forest", laws::noon)->generation == 1);
    CHECK(reader.live_at("forest", laws::noon + 1h)->service == "b");
    CHECK(reader.live_at("forest", laws::noon + 3h)->generation == 2);
    CHECK(reader.live_at("boosting", laws::noon + 9h)->generation == 1);
    auto const now = reader.live_at("forest", time_point::max());
    REQUIRE(now);
    CHECK(now->generation == 3);
    CHECK(now->since == laws::noon + 4h);
    CHECK(now->run == 3);
    CHECK(now->by_hand == "rollback");
    CHECK(now->because == "it drifts");

    auto const all = reader.live_at(laws::noon + 3h);
    REQUIRE(all.size() == 3);
    CHECK((all[0].service == "a" && all[0].model == "boosting" && all[0].generation == 1));
    CHECK((all[1].service == "a" && all[1].model == "forest" && all[1].generation == 2));
    CHECK((all[2].service == "b" && all[2].model == "forest" && all[2].generation == 5));
}

TEST_CASE("of two publications at one instant the one recorded last is live", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(publication("a", laws::noon, 1, {"forest"}));
    sink.record(publication("a", laws::noon, 2, {"forest"}));
    history_reader const reader{sink.file()};
    CHECK(reader.live_at("forest", laws::noon)->generation == 2);
    REQUIRE(reader.live_at(laws::noon).size() == 1);
    CHECK(reader.live_at(laws::noon)[0].generation == 2);
}

TEST_CASE("a name that started afresh is known by its new generations", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(publication("a", laws::noon, 1, {"forest"}));
    sink.record(publication("a", laws::noon + 1h, 7, {"forest"}));
    sink.record(publication("a", laws::noon + 2h, 1, {"forest"}));
    sink.record(publication("a", laws::noon + 3h, 2, {"forest"}));
    history_reader const reader{sink.file()};
    CHECK(reader.live_at("forest", laws::noon + 1h)->generation == 7);
    CHECK(reader.live_at("forest", laws::noon + 2h)->generation == 1);
    CHECK(reader.live_at("forest", laws::noon + 3h)->generation == 2);
}

TEST_CASE("what a person made live during the rest of a run stands", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(publication("a", laws::noon, 4, {"forest"}));
    // While a later model of the run still trains, its forest is rolled back.
    auto rollback = publication("a", laws::noon + 1h, 6, {"forest"});
    rollback.started = rollback.finished;
    sink.record(rollback);
    auto run = publication("a", laws::noon + 2h, 5, {"forest", "boosting"});
    run.started = laws::noon + 30min;
    sink.record(run);

    history_reader const reader{sink.file()};
    CHECK(reader.live_at("forest", laws::noon + 30min)->generation == 4);
    CHECK(reader.live_at("forest", laws::noon + 1h)->generation == 6);
    CHECK(reader.live_at("forest", laws::noon + 9h)->generation == 6);
    CHECK(reader.live_at("boosting", laws::noon + 9h)->generation == 5);
    REQUIRE(reader.live_at(laws::noon + 9h).size() == 2);
    CHECK(reader.live_at(laws::noon + 9h)[1].generation == 6);
}

TEST_CASE("a clock that was ahead does not hide what went live after it was corrected",
          "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(publication("a", laws::noon + 24h * 365, 1, {"forest"}));
    sink.record(publication("a", laws::noon, 2, {"forest"}));
    history_reader const reader{sink.file()};
    CHECK(reader.live_at("forest", laws::noon)->generation == 2);
    CHECK(reader.live_at("forest", time_point::max())->generation == 2);
    REQUIRE(reader.live_at(time_point::max()).size() == 1);
    CHECK(reader.live_at(time_point::max())[0].generation == 2);
}

TEST_CASE("the verdicts on a model, the latest first", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    for (std::size_t i = 1; i <= 3; ++i) {
        auto run = laws::full_run();
        run.number = i;
        sink.record(run);
    }
    history_reader const reader{sink.file()};
    auto const verdicts = reader.verdicts("random_forest", 2);
    REQUIRE(verdicts.size() == 2);
    CHECK(verdicts[0].run == 3);
    CHECK(verdicts[0].at == laws::full_run().finished);
    CHECK(verdicts[0].service == "verdict");
    CHECK(verdicts[0].model == "random_forest");
    CHECK(verdicts[0].published);
    CHECK(verdicts[0].verdict.champion == 0.9321);
    CHECK(verdicts[1].run == 2);
    CHECK(reader.verdicts("gradient_boosting", 9).empty());  // it failed before it was judged
}

TEST_CASE("a reader sees what was recorded after it was opened", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(laws::full_run());
    history_reader const reader{sink.file()};
    CHECK(reader.runs(9).size() == 1);
    sink.record(laws::full_run());
    CHECK(reader.runs(9).size() == 2);
}

TEST_CASE("a history that is not there or is none can't be read", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    CHECK_THROWS_WITH(history_reader{file}, ContainsSubstring(file.string()));
    CHECK(!std::filesystem::exists(file));
    CHECK_THROWS_AS(history_reader{folder / "none/history.sqlite"}, error);
    write_file(file, "this is no database, and never was one");
    CHECK_THROWS_WITH(history_reader{file}, ContainsSubstring("move it away"));
    CHECK(read_file(file) == "this is no database, and never was one");
}
