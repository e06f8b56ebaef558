#pragma once

#include <retrain/promotion/concept.hpp>

#include <optional>

namespace retrain {

/// Use when nobody has to be asked: a winner goes live at once. The default of the role.
struct replace {
    using policy_role = promotion_role;

    [[nodiscard]] static constexpr std::optional<set_aside_as> place(verdict const&,
                                                                     time_point) noexcept {
        return std::nullopt;
    }
};

}  // namespace retrain
