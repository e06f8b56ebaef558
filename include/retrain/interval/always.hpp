#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/interval/concept.hpp>

namespace retrain {

/// Use when every reason is to start a run, such as while a system is being set up.
struct always {
    using policy_role = interval_role;

    [[nodiscard]] static constexpr bool allows(observation const&) noexcept { return true; }
};

}  // namespace retrain
