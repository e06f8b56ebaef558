#pragma once

#include <retrain/core/verdict.hpp>

#include <exception>

namespace retrain::detail {

/// What `gate` says; where it lets a model through, `object(verdict)` may still keep it back. Where
/// memory runs out the answer is inconclusive, `not_finite`.
template <class Gate, class Objection>
[[nodiscard]] verdict second_opinion(Gate const& gate, evidence const& e,
                                     Objection const& object) noexcept {
    verdict says = gate.decide(e);
    if (!says.publishes()) return says;
    try {
        object(says);
    } catch (std::exception const&) {
        says.kind = decision_kind::inconclusive;
        says.why = verdict_reason::not_finite;
    }
    return says;
}

}  // namespace retrain::detail
