#pragma once

#include <retrain/core/refusal.hpp>

#include <optional>
#include <string>

namespace retrain {

/// Yes, or a no with its typed reason and a sentence for a person.
struct readiness {
    std::optional<refusal> refused{};
    std::string text{};

    [[nodiscard]] explicit operator bool() const noexcept { return !refused; }
};

}  // namespace retrain
