#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/data_gate/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace retrain::laws {

/// [data_gate.size] one fault a row or none at all, and useless features that there are, each once.
[[nodiscard]] inline bool fits(data_findings const& found, dataset_view rows) {
    auto useless = found.useless;
    std::ranges::sort(useless);
    return (found.faults.empty() || found.faults.size() == rows.row_count()) &&
           std::ranges::adjacent_find(useless) == useless.end() &&
           (useless.empty() || useless.back() < rows.feature_count());
}

/// [data_gate.pure] asked twice, the same answer.
template <DataGate Gate>
[[nodiscard]] bool answers_the_same(Gate const& gate, dataset_view rows,
                                    std::span<model_metadata const> live) {
    auto const first = gate.check(rows, live);
    auto const second = gate.check(rows, live);
    return first.faults == second.faults && first.useless == second.useless &&
           first.warnings == second.warnings;
}

/// All of them, for rows that `gate` does not refuse.
template <DataGate Gate>
[[nodiscard]] bool lawful_data_gate(Gate const& gate, dataset_view rows,
                                    std::span<model_metadata const> live) {
    return fits(gate.check(rows, live), rows) && answers_the_same(gate, rows, live);
}

}  // namespace retrain::laws
