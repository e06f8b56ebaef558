#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "past.hpp"
#include "place.hpp"
#include "readable_history.hpp"
#include "session.hpp"
#include "words.hpp"

#include <retrain/core/readiness.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace operate {

/// When a refusal that only time can end is over.
[[nodiscard]] inline std::optional<rt::time_point> over_at(rt::refusal const& refused) {
    if (refused.unit != "hours" || !(refused.need > refused.have)) return std::nullopt;
    std::chrono::duration<double, std::chrono::hours::period> const left{refused.need -
                                                                         refused.have};
    return now() + std::chrono::ceil<std::chrono::seconds>(left);
}

/// Why it does or doesn't retrain: what an event would meet now, the latest three runs, and what
/// was skipped in the last `hours`.
[[nodiscard]] inline answer why(place const& at, double hours) {
    return ask_service(at, [&](tool_service& service) {
        answer result;
        page text;
        auto const ready = service.can_retrain_now();
        json present{{"ready", static_cast<bool>(ready)}, {"text", ready.text}};
        if (!ready.refused) {
            text.line("now", one_line(ready.text));
        } else {
            auto const word = std::string{name(ready.refused->why)};
            auto line = "an event would not lead to a run: " + word;
            if (auto const measured =
                    measure(ready.refused->have, ready.refused->need, ready.refused->unit);
                !measured.empty())
                line += ", " + measured + " (" + std::string{ready.refused->policy} + ")";
            text.line("now", line);
            if (auto const meaning = meaning_of_skip(word); !meaning.empty()) text.more(meaning);
            present["why"] = word;
            if (auto const over = over_at(*ready.refused)) {
                text.more("that is over " + when(*over));
                present["over_at"] = time_json(*over);
            }
        }
        result.data["now"] = std::move(present);

        json found_runs = json::array();
        json found_skips = json::array();
        readable_history history{at};
        std::chrono::duration<double, std::chrono::hours::period> const back{hours};
        auto const from = now() - std::chrono::duration_cast<std::chrono::nanoseconds>(back);
        auto const runs = history.ask([](rt::history_reader const& past) { return past.runs(3); });
        auto const skips = history.ask([&](rt::history_reader const& past) {
            return past.skips_between(from, rt::time_point::max());
        });
        text.gap();
        if (runs) {
            for (auto const& run : *runs) {
                describe(run, text, found_runs.empty() ? "runs" : "");
                found_runs.push_back(to_json(run));
            }
            if (found_runs.empty()) text.line("runs", "none yet");
            text.gap();
        }
        if (skips) {
            for (auto const& each : *skips) {
                describe(each, text, found_skips.empty() ? "skips" : "");
                found_skips.push_back(to_json(each));
            }
            if (found_skips.empty())
                text.line("skips", "none in the last " + rt::detail::short_number(hours) +
                                       " hours: events led to a run, or none came");
        }
        if (!history.unread().empty()) {
            text.line(history.wrong() ? "wrong" : "look at", history.unread());
            if (history.wrong()) result.code = exit_code::wrong;
        } else if (!history) {
            text.line("history", "none: no run, and no event that was refused, was recorded yet");
        }
        result.data["history"] = {
            {"file", at.history_file().string()},
            {"unread", history.unread().empty() ? json{} : json(history.unread())}};
        result.data["runs"] = std::move(found_runs);
        result.data["skips"] = std::move(found_skips);
        result.text = text.text();
        return result;
    });
}

}  // namespace operate
