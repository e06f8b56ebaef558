#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "past.hpp"
#include "place.hpp"
#include "readable_history.hpp"
#include "words.hpp"

#include <retrain/core/iso_time.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace operate {

/// What `question` answers of the history, nothing where there is none. Throws `problem` where it
/// can't be read.
template <class Question>
[[nodiscard]] auto recorded(place const& at, Question const& question) {
    readable_history history{at};
    auto found = history.ask(question);
    history.require();
    return std::move(found).value_or(typename decltype(found)::value_type{});
}

/// The latest runs and acts by hand, the latest first.
[[nodiscard]] inline answer history(place const& at, std::size_t limit) {
    answer result;
    page text;
    json runs = json::array();
    for (auto const& run :
         recorded(at, [&](rt::history_reader const& past) { return past.runs(limit); })) {
        describe(run, text, runs.empty() ? "runs" : "");
        runs.push_back(to_json(run));
    }
    if (runs.empty()) text.line("history", "nothing was recorded in " + at.history_file().string());
    result.data["runs"] = std::move(runs);
    result.text = text.text();
    return result;
}

/// "2020-01-31T12:34:56Z", or a day for its beginning. Throws `problem` (usage) for anything else.
[[nodiscard]] inline rt::time_point read_time(std::string const& text) {
    if (auto const at = rt::parse_iso_time(text)) return *at;
    if (auto const at = rt::parse_iso_time(text + "T00:00:00Z")) return *at;
    throw problem{exit_code::usage, "bad_time",
                  "'" + one_line(text) +
                      "' is no time; write it in UTC, as 2020-01-31T12:34:56Z or "
                      "2020-01-31"};
}

/// Who was live at `instant`.
[[nodiscard]] inline answer history_at(place const& at, rt::time_point instant) {
    answer result;
    page text;
    json live = json::array();
    std::vector<std::vector<std::string>> rows;
    for (auto const& each :
         recorded(at, [&](rt::history_reader const& past) { return past.live_at(instant); })) {
        rows.push_back({each.model, "generation " + std::to_string(each.generation),
                        "since " + rt::iso_time(each.since),
                        each.by_hand.empty() ? "by run " + std::to_string(each.run)
                                             : "by " + each.by_hand + ": " + each.because});
        live.push_back({{"service", each.service},
                        {"model", each.model},
                        {"generation", each.generation},
                        {"since", time_json(each.since)},
                        {"run", each.run},
                        {"by_hand", each.by_hand},
                        {"because", each.because}});
    }
    text.line("at", rt::iso_time(instant));
    if (rows.empty()) rows.push_back({"nothing was live, as far as was recorded"});
    text.table("live", rows);
    result.data = {{"at", time_json(instant)}, {"live", std::move(live)}};
    result.text = text.text();
    return result;
}

}  // namespace operate
