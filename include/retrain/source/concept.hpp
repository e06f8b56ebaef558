#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/role.hpp>

#include <concepts>
#include <span>
#include <string>

namespace retrain {

/// What a service asks of its source.
struct load_request {
    std::span<std::string const> classes{};  ///< known class names; they keep their indices
    time_point now{};
};

namespace requirement {
template <class P>
concept SourceLoads = requires(P& p, load_request const& request) { p.load(request); };
template <class P>
concept SourceAnswersDataset = requires(P& p, load_request const& request) {
    { p.load(request) } -> std::same_as<dataset>;
};
}  // namespace requirement

struct source_role;

/// Answers: where do rows come from?
///
/// Let `p` be a `P` and `r` a `load_request`.
///   [source.load]    `p.load(r)` is well-formed;
///   [source.dataset] and returns a `dataset`: all rows, also those whose outcome is not known yet.
/// It throws `error` (`source_missing`, `source_changed`, `bad_data`) where it can't.
/// Semantics the compiler cannot see:
///   [source.snapshot] the rows are those of one moment, never a mixture;
///   [source.classes]  `r.classes` come first in the schema's classes, in their order.
/// Default: `csv_source<>`.
/// Models: `csv_source`, `memory_source`.
template <class P>
concept DataSource = PlaysRole<P, source_role> && requirement::SourceLoads<P> &&
                     requirement::SourceAnswersDataset<P>;

struct source_role {
    template <class P>
    static constexpr bool accepts = DataSource<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::SourceLoads<P>)
            static_assert(sizeof(P) == 0, "[source.load] a DataSource needs a member "
                          "`retrain::dataset load(retrain::load_request const&)`");
        else if constexpr (!requirement::SourceAnswersDataset<P>)
            static_assert(sizeof(P) == 0,
                          "[source.dataset] a DataSource's `load` must return a retrain::dataset");
        return accepts<P>;
    }
};

}  // namespace retrain
