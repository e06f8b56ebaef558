#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/role.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace retrain {

/// Why a data gate drops a row: the member of `row_counts` that counts it.
enum class row_fault : std::uint8_t { none, infinite, duplicate, rare_class, unfit };

/// What a data gate found in rows that a model may learn from.
struct data_findings {
    std::vector<row_fault> faults{};      ///< one a row; empty: no row has any
    std::vector<std::size_t> useless{};   ///< features that are fed as missing, by index
    std::vector<std::string> warnings{};  ///< a sentence each
};

namespace requirement {
template <class P>
concept DataGateChecks =
    requires(P const& p, dataset_view rows, std::span<model_metadata const> live) {
        p.check(rows, live);
    };
template <class P>
concept DataGateAnswersFindings =
    requires(P const& p, dataset_view rows, std::span<model_metadata const> live) {
        { p.check(rows, live) } -> std::same_as<data_findings>;
    };
}  // namespace requirement

struct data_gate_role;

/// Answers: is this data fit to train on?
///
/// Let `p` be a `P const`, `v` a `dataset_view` of rows whose outcome is known and that the filter
/// admits, and `l` a `std::span<model_metadata const>` of the live models, which may be empty.
///   [data_gate.check]    `p.check(v, l)` is well-formed;
///   [data_gate.findings] and returns `data_findings`.
/// It throws `error` (`bad_data`) to refuse the run; then nothing is trained, and the old model goes
/// on serving. What drops rows or features does not refuse: it is counted and warned of.
/// A useless feature stays in the schema and is fed as missing, so that a model is served as ever.
/// Semantics the compiler cannot see:
///   [data_gate.pure] equal rows and models get equal findings;
///   [data_gate.size] `faults` has one element a row or none, `useless` indices of features.
/// Default: `data_checks`.
/// Models: `data_checks`, `no_data_checks`.
template <class P>
concept DataGate = PlaysRole<P, data_gate_role> && requirement::DataGateChecks<P> &&
                   requirement::DataGateAnswersFindings<P>;

struct data_gate_role {
    template <class P>
    static constexpr bool accepts = DataGate<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::DataGateChecks<P>)
            static_assert(sizeof(P) == 0, "[data_gate.check] a DataGate needs a const member "
                          "`retrain::data_findings check(retrain::dataset_view, "
                          "std::span<retrain::model_metadata const>) const`");
        else if constexpr (!requirement::DataGateAnswersFindings<P>)
            static_assert(sizeof(P) == 0, "[data_gate.findings] a DataGate's `check` must return "
                          "retrain::data_findings");
        return accepts<P>;
    }
};

}  // namespace retrain
