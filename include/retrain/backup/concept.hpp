#pragma once

#include <retrain/core/model_version.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/time.hpp>

#include <concepts>
#include <filesystem>
#include <string>

namespace retrain {

/// The model that is about to be replaced: its sealed file and where copies of it may go.
struct backup_request {
    std::filesystem::path const& directory;  ///< the store's; copies go to `backups` in it
    std::string const& name;                 ///< the model's
    std::string const& extension;            ///< without a dot
    model_version const& version;            ///< what is live now
    time_point now;
};

namespace requirement {
template <class P>
concept BackupPreserves = requires(P& p, backup_request const& request) { p.preserve(request); };
template <class P>
concept BackupAnswersPath = requires(P& p, backup_request const& request) {
    { p.preserve(request) } -> std::same_as<std::string>;
};
}  // namespace requirement

struct backup_role;

/// Answers: what survives a bad model?
///
/// Let `p` be a `P` and `r` a `backup_request`.
///   [backup.preserve] `p.preserve(r)` is well-formed;
///   [backup.path]     and returns the `std::string` path of the copy, empty if it makes none.
/// It may throw: then the old model is not replaced.
/// Semantics the compiler cannot see:
///   [backup.verified] a copy whose path was returned has the bytes that `r.version.live` seals.
/// Default: `timestamped_backup<keep_last<10>>`.
/// Models: `timestamped_backup`, `no_backup`.
template <class P>
concept BackupPolicy = PlaysRole<P, backup_role> && requirement::BackupPreserves<P> &&
                       requirement::BackupAnswersPath<P>;

struct backup_role {
    template <class P>
    static constexpr bool accepts = BackupPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::BackupPreserves<P>)
            static_assert(sizeof(P) == 0, "[backup.preserve] a BackupPolicy needs a member "
                          "`std::string preserve(retrain::backup_request const&)`");
        else if constexpr (!requirement::BackupAnswersPath<P>)
            static_assert(sizeof(P) == 0, "[backup.path] a BackupPolicy's `preserve` must return the "
                          "copy's path as `std::string`, empty if it makes none");
        return accepts<P>;
    }
};

}  // namespace retrain
