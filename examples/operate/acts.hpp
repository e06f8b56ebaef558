#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "past.hpp"
#include "place.hpp"
#include "session.hpp"
#include "words.hpp"

#include <retrain/core/model_alias.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/version_name.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a person does to a model by hand. Each act needs a reason, which the history keeps.
namespace operate {

[[nodiscard]] inline json to_json(rt::model_outcome const& outcome) {
    json data{{"model", outcome.name},
              {"published", outcome.published},
              {"generation", outcome.generation},
              {"candidate", outcome.candidate},
              {"backup", outcome.backup}};
    if (outcome.verdict)
        data["verdict"] = {{"decision", name(outcome.verdict->kind)},
                           {"why", name(outcome.verdict->why)}};
    return data;
}

/// A version as the command line names it: a number, or "previous". Throws `problem` (usage).
[[nodiscard]] inline rt::version_name read_version(std::string const& text) {
    auto const named = rt::parse_version_name(text);
    if (named && (!named->alias() || *named->alias() == rt::model_alias::previous)) return *named;
    throw problem{exit_code::usage, "bad_version",
                  "'" + one_line(text) +
                      "' is no version; name its number, as 'operate versions' "
                      "shows it, or 'previous'"};
}

/// When a running service sees what was done here.
[[nodiscard]] inline std::string next_look(place const& at) {
    double const seconds = at.values().look_seconds;
    return seconds > 0 ? "within " + rt::detail::short_number(seconds) + " s, when it looks again"
                       : "when it looks again: RETRAIN_LOOK_SECONDS is 0, so restart it";
}

/// Makes a kept version live again and pins it.
[[nodiscard]] inline answer rollback(place const& at, std::string const& model,
                                     std::string const& because, std::string const& to) {
    require_model(model);
    auto const version = read_version(to);
    return act_on_service(at, [&](tool_service& service) {
        auto const generation = service.rollback(model, because, version);
        auto const live = at.store().find(model)->champion;
        answer result;
        result.data = {{"model", model},
                       {"version", live.version},
                       {"generation", generation},
                       {"sha256", live.live.sha256},
                       {"pinned", true}};
        result.text = page{}
                          .line("done", model + " serves version " + std::to_string(live.version) +
                                            " again, byte for byte, as generation " +
                                            std::to_string(generation))
                          .more("a running service answers with it " + next_look(at))
                          .line("next", "it is pinned, so winners wait; operate unpin " + model +
                                            " --why TEXT ends that")
                          .text();
        return result;
    });
}

/// Lets nothing replace what is live, or lets it again.
[[nodiscard]] inline answer pin(place const& at, std::string const& model,
                                std::string const& because, bool on) {
    require_model(model);
    return act_on_service(at, [&](tool_service& service) {
        auto const outcome = on ? service.pin(model, because) : service.unpin(model, because);
        answer result;
        result.data = to_json(outcome);
        result.data["pinned"] = on;
        page text;
        text.line("done", model + (on ? " is pinned" : " is pinned no longer") + ", generation " +
                              std::to_string(outcome.generation));
        text.line("next", on ? "winners wait; operate unpin " + model + " --why TEXT ends that"
                             : "the next winner may go live");
        result.text = text.text();
        return result;
    });
}

/// Lets the winner that waits go live, unless the gate refuses it on the rows that came since.
[[nodiscard]] inline answer approve(place const& at, std::string const& model,
                                    std::string const& because) {
    require_model(model);
    return act_on_service(at, [&](tool_service& service) {
        auto const outcome = service.approve(model, because);
        answer result;
        result.data = to_json(outcome);
        page text;
        if (outcome.published) {
            text.line("done", model + " serves candidate " + std::to_string(outcome.candidate) +
                                  " as generation " + std::to_string(outcome.generation));
            text.more("a running service answers with it " + next_look(at));
            if (!outcome.backup.empty()) text.more("the old model is kept as " + outcome.backup);
        } else {
            auto const why = outcome.verdict ? name(outcome.verdict->why) : std::string_view{};
            text.line("refused",
                      "candidate " + std::to_string(outcome.candidate) + " of " + model +
                          " did not hold on the rows that came since it won: " + std::string{why});
            if (auto const meaning = meaning_of_verdict(why); !meaning.empty())
                text.more(std::string{meaning});
            text.line("next", "the old model stays; operate decline " + model +
                                  " --why TEXT closes "
                                  "the candidate");
            result.code = exit_code::wrong;
        }
        result.text = text.text();
        return result;
    });
}

/// Closes the winner that waits.
[[nodiscard]] inline answer decline(place const& at, std::string const& model,
                                    std::string const& because) {
    require_model(model);
    return act_on_service(at, [&](tool_service& service) {
        auto const outcome = service.decline(model, because);
        answer result;
        result.data = to_json(outcome);
        result.text = page{}
                          .line("done", "candidate " + std::to_string(outcome.candidate) + " of " +
                                            model + " will not go live; the old model stays")
                          .text();
        return result;
    });
}

}  // namespace operate
