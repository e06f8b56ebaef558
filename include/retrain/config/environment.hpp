#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace retrain {

/// Environment variables as a value: those of the process, or any others, for a test.
class environment {
   public:
    using variables = std::map<std::string, std::string, std::less<>>;

    environment() = default;  ///< no variables at all
    explicit environment(variables all) : all_{std::move(all)} {}

    /// A copy of the process's own. No other thread may change them meanwhile (`setenv`).
    [[nodiscard]] static environment of_process() {
        environment found;
        for (char const* const* entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
            std::string_view const text = *entry;
            auto const split = text.find('=');
            if (split == std::string_view::npos) continue;
            found.all_.emplace(text.substr(0, split), text.substr(split + 1));  // the first wins
        }
        return found;
    }

    /// The value of `name`, if there is such a variable. Valid while this environment lives.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const {
        auto const found = all_.find(name);
        if (found == all_.end()) return std::nullopt;
        return found->second;
    }

    /// All variables, sorted by name.
    [[nodiscard]] variables const& all() const noexcept { return all_; }

   private:
    variables all_;
};

}  // namespace retrain
