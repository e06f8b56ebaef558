#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/core/role.hpp>

#include <concepts>
#include <optional>

namespace retrain {

namespace requirement {
template <class P>
concept LedgerLoads = requires(P& p) {
    { p.load() } -> std::same_as<ledger_state>;
};
template <class P>
concept LedgerSaves = requires(P& p, ledger_state const& state) { p.save(state); };
}  // namespace requirement

struct ledger_role;

/// Answers: what survives a restart?
///
/// Let `l` be an `L` and `s` a `ledger_state`.
///   [ledger.load] `l.load()` returns the state that was saved last, or an empty one;
///   [ledger.save] `l.save(s)` keeps it.
/// Semantics the compiler cannot see:
///   [ledger.whole] a reader gets a whole state: the one before or the one after a save.
/// Default: `file_ledger`.
/// Models: `file_ledger`, `memory_ledger`.
template <class L>
concept Ledger = PlaysRole<L, ledger_role> && requirement::LedgerLoads<L> &&
                 requirement::LedgerSaves<L>;

/// A ledger that several processes save to, so that they count as one: a run of one consumes the
/// interval of all, and a request that one of them leaves is answered by another.
///   [ledger.changed] `l.changed()` tells whether somebody else saved since the last load, save or
///                    update of `l`;
///   [ledger.update]  `l.update(merge)` saves what `merge` makes, and returns it; nobody else saves
///                    meanwhile. `merge` takes an `std::optional<ledger_state>`: what somebody else
///                    saved since, if anybody did.
/// Optional: without these, the state that was saved last counts, and the service's `leave_request`
/// does not compile.
template <class L>
concept SharedLedger =
    Ledger<L> && requires(L& l, ledger_state (*merge)(std::optional<ledger_state>)) {
        { l.changed() } -> std::same_as<bool>;
        { l.update(merge) } -> std::same_as<ledger_state>;
    };

struct ledger_role {
    template <class P>
    static constexpr bool accepts = Ledger<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::LedgerLoads<P>)
            static_assert(sizeof(P) == 0,
                          "[ledger.load] a Ledger needs a member `retrain::ledger_state load()`");
        else if constexpr (!requirement::LedgerSaves<P>)
            static_assert(sizeof(P) == 0, "[ledger.save] a Ledger needs a member "
                          "`void save(retrain::ledger_state const&)`");
        return accepts<P>;
    }
};

}  // namespace retrain
