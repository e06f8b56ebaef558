#pragma once

#include <retrain/filter/concept.hpp>

#include <concepts>

namespace retrain {

/// A function of a `row_view` that answers `bool`, or `row_decision` where it can tell a row that
/// fails from a row that it can't judge.
template <class Predicate>
concept RowPredicate = requires(Predicate const& predicate, row_view const& row) {
    { predicate(row) } -> std::same_as<bool>;
} || requires(Predicate const& predicate, row_view const& row) {
    { predicate(row) } -> std::same_as<row_decision>;
};

/// Use when one expression says which rows a model may learn from:
/// `keep_rows_where{[](row_view const& row) { return row["volume_ratio"] >= 0.5F; }}`.
///
/// `true` is `pass`, `false` is `fail`. The predicate sees a missing value as NaN, and every
/// comparison with NaN but `!=` is false: written as what must hold, a condition drops rows whose value is
/// missing. Written as a negation (`!(row["gap_share"] > 0.2F)`) it would keep them; return
/// `row_decision::insufficient` where that matters. What the predicate throws ends the run, as
/// `row["name"]` does for a column that is not there.
template <class Predicate>
struct keep_rows_where {
    using policy_role = filter_role;
    static_assert(bool{RowPredicate<Predicate>},  // the braces keep the compiler from explaining it
                  "[filter.predicate] keep_rows_where needs a function of "
                  "`retrain::row_view const&` that returns exactly `bool` or "
                  "`retrain::row_decision`");

    [[no_unique_address]] Predicate predicate{};

    [[nodiscard]] constexpr row_decision judge(row_view const& row) const {
        if constexpr (requires { { predicate(row) } -> std::same_as<row_decision>; })
            return predicate(row);
        else
            return predicate(row) ? row_decision::pass : row_decision::fail;
    }
};

template <class Predicate>
keep_rows_where(Predicate) -> keep_rows_where<Predicate>;

}  // namespace retrain
