#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "past.hpp"
#include "place.hpp"
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
        if (auto const history = at.history()) {
            text.gap();
            for (auto const& run : history->runs(3)) {
                describe(run, text, found_runs.empty() ? "runs" : "");
                found_runs.push_back(to_json(run));
            }
            if (found_runs.empty()) text.line("runs", "none yet");
            std::chrono::duration<double, std::chrono::hours::period> const back{hours};
            text.gap();
            for (auto const& skips : history->skips_between(
                     now() - std::chrono::duration_cast<std::chrono::nanoseconds>(back),
                     rt::time_point::max())) {
                describe(skips, text, found_skips.empty() ? "skips" : "");
                found_skips.push_back(to_json(skips));
            }
            if (found_skips.empty())
                text.line("skips", "none in the last " + rt::detail::short_number(hours) +
                                       " hours: events led to a run, or none came");
        } else {
            text.gap().line("history",
                            "none: no run, and no event that was refused, was recorded yet");
        }
        result.data["runs"] = std::move(found_runs);
        result.data["skips"] = std::move(found_skips);
        result.text = text.text();
        return result;
    });
}

}  // namespace operate
