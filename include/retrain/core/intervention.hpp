#pragma once

#include <string>
#include <string_view>

namespace retrain {

/// What a person did to a model, where the gate alone would have decided otherwise or waits.
enum class intervention_kind {
    rollback,  ///< made the version before the live one live again
    approval,  ///< let a winner that waited go live
    decline,   ///< let it not
    force,     ///< made a candidate live that the gate did not let through
    pin,       ///< forbade that anything replaces the live version
    unpin,     ///< allowed it again
    recovery,  ///< nothing: what went live without a record was found
};

[[nodiscard]] constexpr std::string_view name(intervention_kind kind) noexcept {
    switch (kind) {
        case intervention_kind::rollback: return "rollback";
        case intervention_kind::approval: return "approval";
        case intervention_kind::decline: return "decline";
        case intervention_kind::force: return "force";
        case intervention_kind::pin: return "pin";
        case intervention_kind::unpin: return "unpin";
        case intervention_kind::recovery: return "recovery";
    }
    return "unknown";
}

/// `text` says why: it is not blank.
[[nodiscard]] constexpr bool is_reason(std::string_view text) noexcept {
    return text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

/// A person's act, with the reason that it needs.
struct intervention {
    intervention_kind kind = intervention_kind::rollback;
    std::string because{};

    friend bool operator==(intervention const&, intervention const&) = default;
};

}  // namespace retrain
