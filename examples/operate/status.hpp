#pragma once

#include "answer.hpp"
#include "model_status.hpp"
#include "page.hpp"
#include "place.hpp"
#include "readable_history.hpp"
#include "words.hpp"

#include <retrain/core/ledger_state.hpp>
#include <retrain/detail/lock_probe.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace operate {

/// What an operator should look at, and what to do. Some of it means that something is wrong.
struct attention {
    bool wrong = false;
    std::string what{};
    std::vector<std::string> advice{};
};

/// A run of some process is going on in this directory.
[[nodiscard]] inline bool is_running(place const& at) {
    return rt::detail::is_locked(at.models() / ".run.lock");
}

inline void attend_to_ledger(rt::ledger_state const& book, std::vector<attention>& todo) {
    if (book.paused)
        todo.push_back({false, "it is paused, so no run begins", {"operate resume --why TEXT"}});
    if (book.failures > 0)
        todo.push_back({true,
                        book.failures == 1
                            ? std::string{"the last run failed"}
                            : "the last " + std::to_string(book.failures) + " runs failed",
                        {"operate why, for the failure in its own words"}});
}

inline void attend_to_model(model_status const& model, std::vector<attention>& todo) {
    auto const name = one_line(model.name);
    if (!model.damage.empty())
        todo.push_back({true,
                        name + " can't be read: " + one_line(model.damage),
                        {"operate verify, for every file that is damaged"}});
    else if (!model.manifest)
        todo.push_back({false, name + " has never gone live, so nothing answers", {}});
    if (model.waiting)
        todo.push_back({false,
                        "candidate " + std::to_string(model.waiting->number) + " of " + name +
                            (model.waiting->state == rt::candidate_state::waiting
                                 ? " waits for a decision"
                                 : " stands beside the live model"),
                        {"operate approve " + name + " --why TEXT, or operate decline"}});
    if (model.manifest && !model.manifest->pinned_because.empty())
        todo.push_back({false,
                        name + " is pinned, so winners wait",
                        {"operate unpin " + name + " --why TEXT"}});
}

/// What is live, what waits, what was last, and what to do about it. It only reads.
[[nodiscard]] inline answer status(place const& at) {
    answer result;
    page text;
    std::vector<attention> todo;
    readable_history history{at};

    text.line("service", std::string{trading::desk::name} + " in " + at.models().string() +
                             ", at " + rt::iso_time(now()));
    json models = json::array();
    for (auto const& each : trading::models::names) {
        auto const model = status_of(at, history, std::string{each});
        describe(model, text);
        models.push_back(to_json(model));
        attend_to_model(model, todo);
    }
    result.data = {{"service", trading::desk::name},
                   {"directory", at.models().string()},
                   {"models", std::move(models)},
                   {"history",
                    {{"file", at.history_file().string()},
                     {"unread", history.unread().empty() ? json{} : json(history.unread())}}}};
    if (!history.unread().empty())
        todo.push_back({history.wrong(),
                        history.unread(),
                        {"so nothing here tells since when, or by whom, a model is live"}});

    rt::ledger_state book;
    std::optional<std::string> unread;
    try {
        book = at.ledger().load();
    } catch (rt::error const& damage) {
        unread = damage.what();
        todo.push_back({true, one_line(*unread), {"operate verify, for what was lost"}});
    }
    bool const running = is_running(at);
    text.line("run", !running       ? std::string{"none is going on"}
                     : book.running ? "one is going on: " + one_line(book.running->reason)
                                    : "one is going on")
        .more("the last one that was judged ended " + when(book.last_run));
    text.line("failures", book.failures == 0
                              ? "none in a row"
                              : std::to_string(book.failures) + " in a row, the last " +
                                    when(book.last_failure));
    auto const& pending = book.pending;
    text.line("request", pending ? "waits: " + one_line(pending->reason) : "none waits");
    if (pending && pending->not_before != rt::not_yet)
        text.more("to be tried " + when(pending->not_before));
    if (book.running && !running)
        text.more("one that was killed is made again: " + one_line(book.running->reason));
    if (book.paused)
        text.line("paused",
                  "since " + when(book.paused->since) + ": " + one_line(book.paused->because));
    attend_to_ledger(book, todo);
    result.data["paused"] = book.paused ? json{{"since", time_json(book.paused->since)},
                                               {"because", book.paused->because}}
                                        : json{};
    result.data["running"] = running;
    result.data["last_run"] = time_json(book.last_run);
    result.data["failures"] = {{"in_a_row", book.failures}, {"last", time_json(book.last_failure)}};
    result.data["request"] = pending ? json{{"because", pending->reason},
                                            {"models", pending->models},
                                            {"not_before", time_json(pending->not_before)},
                                            {"coalesced", pending->coalesced}}
                                     : json{};

    std::error_code failed;
    auto const space = std::filesystem::space(at.models(), failed);
    auto const needed = at.values().min_free_disk_mb * std::uint64_t{1'000'000};
    text.line("disk", failed ? "can't be asked: " + failed.message()
                             : size(space.available) + " free, a run needs " + size(needed));
    if (!failed) result.data["disk"] = {{"free", space.available}, {"needed", needed}};
    if (!failed && space.available < needed)
        todo.push_back({true,
                        "the disk is too full for a run",
                        {"free some space, or lower RETRAIN_MIN_FREE_DISK_MB"}});

    text.gap();
    json list = json::array();
    for (auto const& each : todo) {
        text.line(each.wrong ? "wrong" : "look at", each.what);
        for (auto const& advice : each.advice) text.more(advice);
        list.push_back({{"wrong", each.wrong}, {"what", each.what}, {"advice", each.advice}});
        if (each.wrong) result.code = exit_code::wrong;
    }
    if (todo.empty()) text.line("in order", "nothing waits for you");
    result.data["look_at"] = std::move(list);
    result.text = text.text();
    return result;
}

}  // namespace operate
