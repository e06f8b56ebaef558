#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "service.hpp"

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
            said_->errors += level >= rt::log_level::error;
        } catch (...) {  // nobody is left to be told
        }
    }
    [[nodiscard]] std::vector<std::string> const& texts() const noexcept { return said_->texts; }
    [[nodiscard]] int errors() const noexcept { return said_->errors; }

   private:
    struct said {
        std::vector<std::string> texts{};
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

/// What `act` answers of the service of `at`. It is wrong where the service could not remember or
/// record what was done.
template <class Act>
[[nodiscard]] answer act_on_service(place const& at, Act const& act) {
    notes said;
    answer result;
    int before = 0;
    {
        tool_service service{at.values(), said};
        before = said.errors();
        result = act(service);
    }  // what it has to remember is written here
    if (said.errors() > before && result.code == exit_code::done) result.code = exit_code::wrong;
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
