#pragma once

#include "acts.hpp"
#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "session.hpp"

#include <retrain/core/describe.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/record.hpp>
#include <retrain/history/format_record.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace operate {

/// `act(names...)` for names that are known while the program runs.
template <class Act, class... Names>
auto with_names(std::span<std::string const> left, Act const& act, Names const&... names) {
    if constexpr (sizeof...(Names) < trading::models::names.size())
        if (!left.empty()) return with_names(left.subspan(1), act, names..., left.front());
    return act(names...);
}

/// Trains in this process, past the interval, and tells what came of it.
[[nodiscard]] inline answer retrain_here(tool_service& service, std::string const& because,
                                         std::span<std::string const> models) {
    auto const report = with_names(
        models, [&](auto const&... names) { return service.retrain(because, names...); });
    answer result;
    if (report.skipped) {
        bool const busy = report.skipped->why == rt::skip_reason::locked_elsewhere ||
                          report.skipped->why == rt::skip_reason::busy;
        auto const why = std::string{name(report.skipped->why)};
        throw problem{busy ? exit_code::busy : exit_code::wrong, why,
                      "no run was made: " + report.text + "; " + std::string{meaning_of_skip(why)}};
    }
    json outcomes = json::array();
    for (auto const& model : report.run.models) outcomes.push_back(to_json(model));
    result.data = {{"run", report.run.number},
                   {"text", report.text},
                   {"models", outcomes},
                   {"failed", report.run.any_failure()}};
    result.text = rt::format_record(report.run);
    if (!report) result.code = exit_code::wrong;
    return result;
}

/// A run for `pending` is one that was asked for by hand, of all of `models`, of every model where
/// there are none.
[[nodiscard]] inline bool answers(rt::pending_request const& pending,
                                  std::vector<std::string> const& models) {
    auto const& waiting = pending.models;
    bool const all = std::ranges::all_of(models, [&](std::string const& model) {
        return std::ranges::find(waiting, model) != waiting.end();
    });
    return pending.bypass_interval && pending.not_before == rt::not_yet &&
           (waiting.empty() || (!models.empty() && all));
}

/// Asks for a run: leaves the request for the running service, or makes the run here.
[[nodiscard]] inline answer request_run(place const& at, std::vector<std::string> models,
                                        std::string const& because, bool here) {
    std::ranges::sort(models);
    auto const repeated = std::ranges::unique(models);
    models.erase(repeated.begin(), repeated.end());
    for (auto const& model : models) require_model(model);
    if (here)
        return act_on_service(
            at, [&](tool_service& service) { return retrain_here(service, because, models); });
    return act_on_ledger(
        at,
        [&](tool_service& service) {
            auto const asked = with_names(models, [&](auto const&... names) {
                return service.leave_request(because, names...);
            });
            if (!asked)
                throw problem{exit_code::wrong, std::string{name(asked.refused->why)}, asked.text};
            answer result;
            result.data = {{"requested", true}, {"models", models}, {"because", because}};
            result.text =
                page{}
                    .line("done",
                          "the request waits for the running service; its run will "
                          "pass the interval, not the gate")
                    .line("next", service.paused()
                                      ? "operate resume --why TEXT: it is paused, so no run "
                                        "begins"
                                      : "operate status shows it going on, and operate history "
                                        "what came of it")
                    .text();
            return result;
        },
        [&](rt::ledger_state const& book) {
            return book.pending && answers(*book.pending, models);
        });
}

}  // namespace operate
