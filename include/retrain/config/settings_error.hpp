#pragma once

#include <retrain/core/error.hpp>

#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// One value that can't be used.
struct settings_mistake {
    std::string origin;   ///< the variable, or "the program"
    std::string problem;  ///< the value, what is allowed, and what to do
};

/// All values that can't be used, at once. Its text has a line for each.
class settings_error : public error {
   public:
    explicit settings_error(std::vector<settings_mistake> mistakes)
        : error{failure_reason::bad_parameter, list(mistakes)}, mistakes_{std::move(mistakes)} {}

    [[nodiscard]] std::vector<settings_mistake> const& mistakes() const noexcept {
        return mistakes_;
    }

   private:
    [[nodiscard]] static std::string list(std::vector<settings_mistake> const& mistakes) {
        std::string text = std::to_string(mistakes.size()) +
                           (mistakes.size() == 1 ? " setting" : " settings") + " can't be used:";
        for (auto const& mistake : mistakes)
            text += "\n  " + mistake.origin + ": " + mistake.problem;
        return text;
    }

    std::vector<settings_mistake> mistakes_;
};

}  // namespace retrain
