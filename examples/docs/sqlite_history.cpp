// The code of docs/history.md that needs SQLite.
//! [ask]
#include <retrain/core/iso_time.hpp>
#include <retrain/history/history_reader.hpp>

#include <chrono>
#include <filesystem>
#include <ostream>

namespace rt = retrain;
using namespace std::chrono_literals;

/// Which model answered at `then`, and why none was trained in the hour around it.
void explain(std::ostream& out, std::filesystem::path const& file, rt::time_point then) {
    rt::history_reader const history{file};
    for (auto const& live : history.live_at(then))
        out << live.model << ' ' << live.generation << " was live, since run " << live.run << " of "
            << rt::iso_time(live.since) << '\n';
    for (auto const& skips : history.skips_between(then - 30min, then + 30min))
        out << skips.times << " times no run because of " << skips.why << ", last "
            << skips.have << " of " << skips.need << ' ' << skips.unit << '\n';
}
//! [ask]

#include <retrain/core/record.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/history/text_history.hpp>

#include <iostream>
#include <sstream>
#include <string>

namespace {

//! [beside]
using histories = rt::record_to<rt::text_history, rt::sqlite_history>;
//! [beside]

rt::run_record run_of(std::size_t number, rt::time_point at, rt::verdict const& judged) {
    rt::run_record run{.number = number,
                       .service = "verdict",
                       .reason = "analysis_completed (64)",
                       .started = at - 8s,
                       .finished = at,
                       .rows = {.read = 5104, .kept = 4900, .immature = 204, .new_samples = 120}};
    run.models.push_back({.name = "random_forest",
                          .verdict = judged,
                          .published = judged.publishes(),
                          .generation = number,
                          .rounds = 80,
                          .seconds = 1.2});
    return run;
}

}  // namespace

// With an argument it leaves its files in that folder, so that the page's queries can be tried.
int main(int argc, char const* const* argv) {
    bool const stays = argc > 1;
    auto const logs = stays ? std::filesystem::path{argv[1]}
                            : std::filesystem::temp_directory_path() / "retrain-docs-sqlite";
    std::filesystem::remove_all(logs / "retraining_history.sqlite");
    rt::settings values;
    values.logs_directory = logs;
    auto sink = histories::from_settings(values);

    rt::time_point const noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 12h};
    sink.record(run_of(1, noon, {.kind = rt::decision_kind::no_baseline,
                                 .why = rt::verdict_reason::first_model,
                                 .metric = "log_loss",
                                 .challenger = 0.93,
                                 .floor = 1.1,
                                 .rows = 880}));
    for (int minute = 5; minute != 65; minute += 20)
        sink.record(rt::skip_record{.service = "verdict",
                                    .reason = "analysis_completed (64)",
                                    .refused = {.why = rt::skip_reason::interval_not_over,
                                                .policy = "min_interval",
                                                .have = minute / 60.0,
                                                .need = 24,
                                                .unit = "hours"},
                                    .at = noon + std::chrono::minutes{minute}});
    sink.record(run_of(2, noon + 24h, {.kind = rt::decision_kind::promote,
                                       .why = rt::verdict_reason::better_than_champion,
                                       .metric = "log_loss",
                                       .challenger = 0.9,
                                       .champion = 0.93,
                                       .floor = 1.1,
                                       .rows = 901}));
    auto back = run_of(3, noon + 30h, {});
    back.number = 0;  // a person's act is no run
    back.reason = "rollback";
    back.models[0].verdict.reset();
    back.models[0].published = true;
    back.models[0].by_hand = rt::intervention{rt::intervention_kind::rollback, "too many buys"};
    sink.record(back);

    std::ostringstream out;
    explain(out, logs / "retraining_history.sqlite", noon + 30min);
    std::cout << out.str();
    bool const right = out.str() ==
                       "random_forest 1 was live, since run 1 of 2026-03-02T12:00:00Z\n"
                       "3 times no run because of interval_not_over, last 0.75 of 24 hours\n";
    if (!stays) std::filesystem::remove_all(logs);
    return right ? 0 : 1;
}
