#pragma once

#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/time.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// A model that has won and is to go live.
struct publication {
    std::string_view name;
    std::string_view extension;
    std::span<std::byte const> live;
    std::span<std::byte const> judge;     ///< empty where the judge itself goes live
    model_metadata metadata;
    std::uint64_t expected_generation = 0;///< what was live when the run began; 0: nothing
    time_point at = std::chrono::system_clock::now();  ///< when it goes live, by the service's clock
};

/// A trained model that is to be kept without going live.
struct candidate_offer {
    std::string_view name;
    std::string_view extension;
    std::span<std::byte const> live;      ///< empty where the judge is all there is
    std::span<std::byte const> judge;
    kept_candidate describes;             ///< its state, metadata and times
};

namespace requirement {
template <class P>
concept StoreFinds = requires(P& p, std::string_view name) {
    { p.find(name) } -> std::same_as<std::optional<model_manifest>>;
};
template <class P>
concept StoreReads = requires(P& p, file_seal const& seal) {
    { p.read(seal) } -> std::same_as<std::vector<std::byte>>;
};
template <class P>
concept StorePublishes = requires(P& p, publication const& winner) {
    { p.publish(winner) } -> std::same_as<model_manifest>;
};
template <class P>
concept StoreRollsBack = requires(P& p, std::string_view name, std::string_view why) {
    { p.rollback(name, why) } -> std::same_as<model_manifest>;
};
template <class P>
concept StoreLocks = requires(P& p) {
    { static_cast<bool>(p.try_lock()) };
};
template <class P>
concept StoreHasDirectory = requires(P const& p) {
    { p.directory() } -> std::convertible_to<std::filesystem::path const&>;
};
}  // namespace requirement

struct store_role;

/// Answers: where does the live model stay?
///
/// Let `s` be an `S`.
///   [store.find]      `s.find(name)` is the name's manifest, as an optional;
///   [store.read]      `s.read(seal)` returns verified bytes, or throws `corrupt_model`;
///   [store.publish]   `s.publish(publication)` commits a winner and returns the new manifest, or
///                     throws `superseded` or `store_failed` and changes nothing;
///   [store.rollback]  `s.rollback(name, why)` makes the previous version live again;
///   [store.lock]      `s.try_lock()` returns a movable lock, false where another process has it;
///   [store.directory] `s.directory()` is the folder that it lives in.
/// Semantics the compiler cannot see:
///   [store.commit]    there is one commit point: before it the old model is live, after it the new.
/// Default: `file_store`.
/// Models: `file_store`.
template <class S>
concept ModelStore = PlaysRole<S, store_role> && requirement::StoreFinds<S> &&
                     requirement::StoreReads<S> && requirement::StorePublishes<S> &&
                     requirement::StoreRollsBack<S> && requirement::StoreLocks<S> &&
                     requirement::StoreHasDirectory<S>;

/// A store in which a person can choose what is live.
///   [store.rollback_to] `s.rollback(name, why, version)` makes that kept version live and pins it;
///                       one that takes an instant as a fourth argument is told when that is;
///   [store.pin]         `s.pin(name, why)` and `s.unpin(name)` return the new manifest; while a
///                       champion is pinned, a publish throws `pinned`.
/// Optional: without these the service's `pin`, `unpin` and the rollback to a given version do not
/// compile, and a rollback is undone by the next winner.
template <class S>
concept PinningStore =
    ModelStore<S> && requires(S& s, std::string_view text, std::uint64_t version) {
        { s.rollback(text, text, version) } -> std::same_as<model_manifest>;
        { s.pin(text, text) } -> std::same_as<model_manifest>;
        { s.unpin(text) } -> std::same_as<model_manifest>;
    };

/// A store that other processes may change too.
///   [store.shared] `S::shared` is true: `find` and `read` may be called from any thread, also
///                  during a run.
/// Optional: without it a service that runs does not see what another process made live, before
/// its own next run.
template <class S>
concept SharedStore = ModelStore<S> && requires { requires S::shared; };

/// A store that keeps candidates: rejected ones for inspection, and winners that wait.
///   [store.keep]       `s.keep(candidate_offer)` keeps it, gives it a number, and returns it;
///   [store.candidates] `s.candidates(name)` lists them, the latest first;
///   [store.settle]     `s.settle(name, number, state, because)` gives one another state, and lets
///                      it go where the state is `nullopt`.
/// Optional: without these rejected candidates are not kept, and promotion policies other than
/// `replace` do not compile.
template <class S>
concept CandidateStore =
    ModelStore<S> && requires(S& s, candidate_offer const& offer, std::string_view text,
                              std::uint64_t number, std::optional<candidate_state> state) {
        { s.keep(offer) } -> std::same_as<kept_candidate>;
        { s.candidates(text) } -> std::same_as<std::vector<kept_candidate>>;
        s.settle(text, number, state, text);
    };

struct store_role {
    template <class P>
    static constexpr bool accepts = ModelStore<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::StoreFinds<P>)
            static_assert(sizeof(P) == 0, "[store.find] a ModelStore needs a member "
                          "`std::optional<retrain::model_manifest> find(std::string_view name)`");
        else if constexpr (!requirement::StoreReads<P>)
            static_assert(sizeof(P) == 0, "[store.read] a ModelStore needs a member "
                          "`std::vector<std::byte> read(retrain::file_seal const&)`");
        else if constexpr (!requirement::StorePublishes<P>)
            static_assert(sizeof(P) == 0, "[store.publish] a ModelStore needs a member "
                          "`retrain::model_manifest publish(retrain::publication const&)`");
        else if constexpr (!requirement::StoreRollsBack<P>)
            static_assert(sizeof(P) == 0, "[store.rollback] a ModelStore needs a member "
                          "`retrain::model_manifest rollback(std::string_view name, "
                          "std::string_view why)`");
        else if constexpr (!requirement::StoreLocks<P>)
            static_assert(sizeof(P) == 0, "[store.lock] a ModelStore needs a member `try_lock()` "
                          "whose result converts explicitly to bool");
        else if constexpr (!requirement::StoreHasDirectory<P>)
            static_assert(sizeof(P) == 0, "[store.directory] a ModelStore needs a const member "
                          "`std::filesystem::path const& directory() const`");
        return accepts<P>;
    }
};

}  // namespace retrain
