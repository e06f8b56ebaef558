#pragma once

#include "acts.hpp"
#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "session.hpp"
#include "words.hpp"

#include <string>

namespace operate {

/// Lets no run begin, in any process that works in this directory, until `resume`.
[[nodiscard]] inline answer pause(place const& at, std::string const& because) {
    return act_on_ledger(
        at,
        [&](tool_service& service) {
            bool const before = service.paused().has_value();
            service.pause(because);
            answer result;
            result.data = {{"paused", true}, {"because", because}, {"was_paused", before}};
            result.text =
                page{}
                    .line("done", before ? "it was paused before; it is for this reason now"
                                         : "no run begins from now on; models are served as ever")
                    .more("a run that is going on ends as it would, and requests wait")
                    .more("a running service knows of it " + next_look(at))
                    .line("next", "operate resume --why TEXT ends that")
                    .text();
            return result;
        },
        [&](rt::ledger_state const& book) {
            return book.paused && book.paused->because == because;
        });
}

/// Lets runs begin again.
[[nodiscard]] inline answer resume(place const& at, std::string const& because) {
    return act_on_ledger(
        at,
        [&](tool_service& service) {
            auto const note = service.paused();
            if (!note)
                throw problem{exit_code::wrong, "not_paused",
                              "nothing is paused in '" + at.models().string() +
                                  "', so there is nothing "
                                  "to resume; operate why tells what else keeps it from a run"};
            service.resume(because);
            answer result;
            result.data = {{"paused", false}, {"was_paused_since", time_json(note->since)}};
            result.text = page{}
                              .line("done", "runs begin again; they were paused since " +
                                                when(note->since) + ": " + one_line(note->because))
                              .more("a running service takes up what waited " + next_look(at))
                              .text();
            return result;
        },
        [&](rt::ledger_state const& book) { return !book.paused; });
}

}  // namespace operate
