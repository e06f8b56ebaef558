#pragma once

#include <optional>
#include <string_view>

namespace retrain {

/// What a person calls a model by the part that it plays.
enum class model_alias {
    champion,    ///< what is live
    previous,    ///< what was live before it, and a rollback brings back
    challenger,  ///< the winner that stands beside the champion, or waits for a decision
};

[[nodiscard]] constexpr std::string_view name(model_alias alias) noexcept {
    switch (alias) {
        case model_alias::champion: return "champion";
        case model_alias::previous: return "previous";
        case model_alias::challenger: return "challenger";
    }
    return "unknown";
}

/// The alias of that name; nothing if there is none.
[[nodiscard]] constexpr std::optional<model_alias> parse_model_alias(
    std::string_view text) noexcept {
    for (auto const alias :
         {model_alias::champion, model_alias::previous, model_alias::challenger})
        if (name(alias) == text) return alias;
    return std::nullopt;
}

}  // namespace retrain
