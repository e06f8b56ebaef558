#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "service.hpp"

#include <retrain/core/error.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/executor/no_executor.hpp>
#include <retrain/logger/concept.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace operate {

/// Keeps what the service has to say for the end of the command's answer. Copies share it.
class notes {
   public:
    using policy_role = rt::logger_role;

    void log(rt::log_level level, std::string_view text) noexcept {
        if (level < rt::log_level::warning) return;
        try {
            said_->texts.emplace_back(text);
            if (level < rt::log_level::error) return;
            said_->last_error = text;
            ++said_->errors;
        } catch (...) {  // nobody is left to be told
        }
    }
    [[nodiscard]] std::vector<std::string> const& texts() const noexcept { return said_->texts; }
    [[nodiscard]] int errors() const noexcept { return said_->errors; }
    [[nodiscard]] std::string const& last_error() const noexcept { return said_->last_error; }

   private:
    struct said {
        std::vector<std::string> texts{};
        std::string last_error{};
        int errors = 0;
    };
    std::shared_ptr<said> said_ = std::make_shared<said>();
};

/// The program's service as operate opens it: it makes no run by itself.
using tool_service = trading::service<rt::no_executor, notes>;

/// Adds what the service had to say to an answer.
inline void add_notes(answer& to, std::vector<std::string> const& said) {
    page more;
    for (auto const& text : said) more.line("note", one_line(text));
    to.text += more.text();
    to.data["notes"] = said;
}

/// What `act` answers of the service of `at`, which tells `said` what it has to say. It is wrong
/// where the service could not remember or record what was done.
template <class Act>
[[nodiscard]] answer act_telling(place const& at, notes const& said, Act const& act) {
    answer result;
    int before = 0;
    {
        tool_service service{at.values(), said};
        before = said.errors();
        result = act(service);
    }  // what it has to remember is written here
    if (said.errors() > before && result.code == exit_code::done) result.code = exit_code::wrong;
    return result;
}

/// The same with what was said.
template <class Act>
[[nodiscard]] answer act_on_service(place const& at, Act const& act) {
    notes const said;
    answer result = act_telling(at, said, act);
    add_notes(result, said.texts());
    return result;
}

/// The same for an act that consists in what the ledger says afterwards, and `is_saved(state)`
/// finds there. Throws `problem` where it does not.
template <class Act, class IsSaved>
[[nodiscard]] answer act_on_ledger(place const& at, Act const& act, IsSaved const& is_saved) {
    notes const said;
    answer result = act_telling(at, said, act);
    auto const lasts = [&] {
        try {
            return is_saved(at.ledger().load());
        } catch (rt::error const&) {
            return false;
        }
    };
    if (result.code != exit_code::done && !lasts())
        throw problem{exit_code::wrong, "not_saved",
                      "nothing was done, since " + one_line(said.last_error())};
    add_notes(result, said.texts());
    return result;
}

/// What `ask` answers of the service of `at`, which has nothing to remember of it.
template <class Ask>
[[nodiscard]] answer ask_service(place const& at, Ask const& ask) {
    notes said;
    tool_service service{at.values(), said};
    answer result = ask(service);
    add_notes(result, said.texts());
    return result;
}

}  // namespace operate
