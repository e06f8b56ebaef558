#pragma once

#include "console.hpp"
#include "replay.hpp"

#include <retrain/core/iso_time.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/verdict.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace quickstart {

/// Candidates that did not beat the class frequencies, so that the floor kept them from going live.
[[nodiscard]] inline std::size_t refused_by_floor(std::vector<rt::run_record> const& runs) {
    std::size_t refused = 0;
    for (auto const& run : runs)
        for (auto const& model : run.models)
            refused += model.verdict && (model.verdict->why == rt::verdict_reason::below_floor ||
                                         model.verdict->why == rt::verdict_reason::both_below_floor);
    return refused;
}

/// Whether a run or a skip has drift as its reason.
[[nodiscard]] inline bool is_drift(std::string const& reason) {
    return reason.starts_with("drift");
}

/// What the service knows of itself.
inline void print_totals(console& out, rt::statistics const& stats, std::size_t below_floor) {
    auto const number = [](std::size_t n) { return std::to_string(n); };
    out.print("\nTotals, as stats() tells them\n");
    out.say(number(stats.attempts) + " runs started, " + number(stats.trained) +
            " reached a verdict, " + number(stats.failed) + " failed");
    out.say("of " + number(stats.promoted + stats.rejected) + " candidates " +
            number(stats.promoted) + " went live and " + number(stats.rejected) + " did not; " +
            number(below_floor) + " of those were refused by the floor, for they did not beat the "
            "class frequencies");
    std::string skips;
    for (auto const& [why, count] : stats.skips)
        skips += (skips.empty() ? "" : ", ") + number(count) + " times " + why;
    out.say("reasons that were skipped: " + (skips.empty() ? "none" : skips));
    char hours[32];
    std::snprintf(hours, sizeof hours, "%g", stats.minimum_interval_hours.value_or(0));
    out.say("last run " + rt::iso_time(stats.last_run) + ", at least " + hours +
            " hours between two");
    out.say("can_retrain_now(): " +
            (stats.can_retrain_now ? "yes" : "no, " + stats.can_retrain_now.text));
}

/// Whether what was published, what the service counted and what it recorded add up.
inline void check_totals(console& out, replay const& years, rt::statistics const& stats,
                         surroundings const& place) {
    auto const runs = place.history.runs();
    auto const skips = place.history.skips();
    rt::history_reader const recorded{std::filesystem::path{place.values.logs_directory} /
                                      "retraining_history.sqlite"};
    std::size_t recorded_skips = 0, told_skips = 0;
    for (auto const& hour : recorded.skips_between(rt::time_point{}, rt::time_point::max()))
        recorded_skips += hour.times;
    for (auto const& skip : skips) told_skips += skip.times;
    out.check(!runs.empty() && runs.size() == stats.attempts &&
                  recorded.runs(runs.size() + 1).size() == runs.size() &&
                  recorded_skips == told_skips,
              "runs took place, and each run and skip is in the history");

    // An alarm stays pending until a run has answered it, so it is a reason once a day.
    std::size_t answered = 0, drifts = 0;
    for (auto const& run : runs) ++(is_drift(run.reason) ? drifts : answered);
    for (auto const& skip : skips)
        if (!is_drift(skip.reason)) answered += skip.times;
    auto const& events = years.events();
    out.check(answered == events.reasons(),
              "each of " + std::to_string(events.backtests) + " backtests and " +
                  std::to_string(events.large_batches) +
                  " large analyses led to a run or to a skip with its reason");

    auto const is_reason = [](std::string const& what) {
        if (is_drift(what)) return true;
        auto const open = what.find('(');
        return open == what.npos || std::stoul(what.substr(open + 1)) >= large_batch;
    };
    auto const all_are = [&](auto const& records) {
        return std::ranges::all_of(records,
                                   [&](auto const& each) { return is_reason(each.reason); });
    };
    out.check(all_are(runs) && all_are(skips),
              "none of " + std::to_string(events.small_batches) + " analyses of fewer than " +
                  std::to_string(large_batch) + " instruments led to anything");

    out.say(std::to_string(drifts) + " of the runs were asked for by drift: the live boosting model "
            "had become worse by half a nat");

    std::size_t replacements = 0, copies = 0;
    for (auto const& run : runs)
        for (auto const& model : run.models)
            if (model.published && model.generation > 1) {
                ++replacements;
                copies += !model.backup.empty();
            }
    out.check(copies == replacements, "each of " + std::to_string(replacements) +
                                          " models was copied before another one replaced it");
}

inline void print_files(console& out, std::filesystem::path const& folder) {
    struct entry {
        char const* path;
        char const* what;
    };
    out.print("\nFiles, all in %s\n", folder.string().c_str());
    for (auto const& [path, what] : {
             entry{"data/ml_training_data.csv", "the training rows"},
             entry{"models/gradient_boosting.ubj", "what is live; Python's xgboost loads it"},
             entry{"models/gradient_boosting.json", "its manifest: SHA-256, metrics, versions"},
             entry{"models/random_forest.ubj", "likewise"},
             entry{"models/random_forest.json", "likewise"},
             entry{"models/backups", "copies of what was replaced"},
             entry{"models/ledger.json", "what a restart remembers"},
             entry{"logs/ml_retraining_history.txt", "each run and each skip, to read"},
             entry{"logs/retraining_history.sqlite", "the same, to ask: who was live when?"},
             entry{"logs/service.log", "the service's messages"},
         })
        if (std::filesystem::exists(folder / path)) out.print("  %-34s%s\n", path, what);
}

}  // namespace quickstart
