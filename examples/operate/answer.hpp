#pragma once

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace operate {

/// Members stand in the order in which they were entered.
using json = nlohmann::ordered_json;

/// What operate exits with.
enum class exit_code : int {
    done = 0,   ///< done, or in order
    wrong = 1,  ///< something is wrong, or was refused
    usage = 2,  ///< the command line or the environment can't be used
    busy = 3,   ///< another process is at it; try again
};

/// What a command says: as text for a person, as data for a program.
struct answer {
    std::string text{};
    json data = json::object();
    exit_code code = exit_code::done;
};

/// Why a command could not be done. The text is one sentence: place, value, what to do.
class problem : public std::runtime_error {
   public:
    problem(exit_code code, std::string_view kind, std::string const& text)
        : std::runtime_error{text}, code_{code}, kind_{kind} {}

    [[nodiscard]] exit_code code() const noexcept { return code_; }
    /// A word that programs can compare.
    [[nodiscard]] std::string const& kind() const noexcept { return kind_; }

   private:
    exit_code code_;
    std::string kind_;
};

}  // namespace operate
