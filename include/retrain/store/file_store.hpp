#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/named_version.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/version_name.hpp>
#include <retrain/detail/directory_lock.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/file_system_kind.hpp>
#include <retrain/detail/sealed_file.hpp>
#include <retrain/store/candidate_files.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/store/manifest_json.hpp>
#include <retrain/store/store_layout.hpp>
#include <retrain/store/store_recovery.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace retrain {

/// Use when models live in a directory of a local file system. Every version is a pair of immutable
/// files, `versions/{name}/{version}.{extension}` and `.judge.{extension}`; renaming the manifest
/// `{name}.json` is the only commit point of a name; `{name}.{extension}` is a link for programs
/// that want a plain file. A publish is a compare-and-swap on the generation, under a lock that
/// excludes other processes. `docs/store.md` has the protocol, step by step.
///
/// A store holds no state of its own: copies are interchangeable, and every member but
/// `allow_network_fs` may be called from any thread. `find` and `read` take no lock and write
/// nothing, so a read-only directory serves. On a network file system it reads only: whatever writes
/// throws `error` (`network_file_system`), unless `allow_network_fs` was called.
class file_store {
   public:
    using policy_role = store_role;
    static constexpr bool shared = true;
    static constexpr std::array<std::string_view, 2> reads{"models_directory", "allow_network_fs"};

    /// Keeps models in `directory`, which is made when the first one is published. Of the versions
    /// before the champion, all of which were live, the latest `keep_versions` stay, and fewer where
    /// their files are larger than `keep_bytes` together with the champion's, or what is known of
    /// them fills the manifest; the latest stays in any case. Throws `error` (`bad_parameter`) for an
    /// empty path.
    explicit file_store(std::filesystem::path directory, std::size_t keep_versions = 100,
                        std::uint64_t keep_bytes = std::uint64_t{1} << 30)
        : layout_{std::move(directory)},
          keep_{std::max<std::size_t>(keep_versions, 1)},
          keep_bytes_{keep_bytes} {}

    [[nodiscard]] static file_store from_settings(settings const& from) {
        file_store store{from.models_directory};
        store.allow_network_fs(from.allow_network_fs);
        return store;
    }

    /// Whether it may write to a network file system. Such a one may keep the promises of
    /// `docs/store.md` to a single machine that writes, or not even to that.
    void allow_network_fs(bool allowed = true) noexcept { allows_network_ = allowed; }

    [[nodiscard]] std::filesystem::path const& directory() const noexcept {
        return layout_.directory();
    }

    /// What is live under `name`, nothing where there was never a publish. Where the manifest is
    /// damaged or can't be read, its copy answers. Throws `error`: `bad_parameter` for a name that
    /// is none, `corrupt_model` where both are damaged, `store_failed` where they can't be read or
    /// a later library wrote them.
    [[nodiscard]] std::optional<model_manifest> find(std::string_view name) const {
        detail::store_layout::check_name(name);
        try {
            return detail::read_manifest(layout_.manifest(name), name);
        } catch (error const& mistake) {
            bool const may_be_answered = mistake.why() == failure_reason::corrupt_model ||
                                         dynamic_cast<detail::file_error const*>(&mistake);
            if (!may_be_answered) throw;  // a later library's
            auto copy = detail::read_whole_manifest(layout_.manifest_copy(name), name);
            if (!copy) throw;
            return copy;
        }
    }

    /// Who was live under `name` at `instant`, by the latest 100 changes, which the manifest keeps;
    /// nothing where that is not known, or nothing was. The version itself may be kept no longer.
    /// Throws as `find` does.
    [[nodiscard]] std::optional<live_since> live_at(std::string_view name,
                                                    time_point instant) const {
        auto const manifest = find(name);
        auto const* const found = manifest ? manifest->live_at(instant) : nullptr;
        return found != nullptr ? std::optional{*found} : std::nullopt;
    }

    /// The version, or the candidate, that `which` stands for at `now`; nothing where there is none.
    /// Throws as `find` and `candidates` do.
    [[nodiscard]] std::optional<named_version> find_version(
        std::string_view name, version_name which,
        time_point now = std::chrono::system_clock::now()) const {
        auto const manifest = find(name);
        return retrain::find_version(which, manifest ? &*manifest : nullptr, candidates(name), now);
    }

    /// The bytes of a sealed file, verified by length and SHA-256. Throws `error`: `corrupt_model`
    /// where they are not what was published, `store_failed` where they can't be read. O(bytes).
    [[nodiscard]] std::vector<std::byte> read(file_seal const& seal) const {
        return detail::read_sealed(directory(), seal);
    }

    /// Makes `winner` the champion and the old one the latest of `previous`. Throws `error`:
    /// `superseded` where `expected_generation` is not what is live, `pinned` where the champion is,
    /// `bad_parameter` for a name or an extension that is none, `store_failed` where a file can't be
    /// written or does not read back as it was; then the old champion is live as before.
    model_manifest publish(publication const& winner) {
        detail::store_layout::check_name(winner.name);
        detail::store_layout::check_extension(winner.extension);
        auto const lock = commit_lock();
        detail::repair(layout_, winner.name);

        auto const live = find(winner.name);
        auto const generation = live ? live->generation : 0;
        if (generation != winner.expected_generation)
            throw error{failure_reason::superseded,
                        "'" + std::string{winner.name} + "' has generation " +
                            std::to_string(generation) + " in '" + directory().string() +
                            "', the run began at " + std::to_string(winner.expected_generation) +
                            "; what was published meanwhile stays live"};
        if (live && !live->pinned_because.empty())
            throw error{failure_reason::pinned,
                        "version " + std::to_string(live->champion.version) + " of '" +
                            std::string{winner.name} + "' is pinned (" + live->pinned_because +
                            "); unpin it to let another go live"};
        // A manifest that somebody removed does not make its versions disappear.
        auto const base = live ? live
                               : detail::read_whole_manifest(
                                     layout_.manifest_copy(winner.name), winner.name);
        model_manifest next;
        next.name = winner.name;
        next.extension = winner.extension;
        next.generation = (base ? base->generation : 0) + 1;
        next.champion.version = next.generation;
        next.champion.metadata = winner.metadata;
        if (base) {
            next.previous = base->previous;
            next.previous.insert(next.previous.begin(), base->champion);
            next.lives = base->lives;
        }
        note_live(next, winner.at, winner.metadata.trained_because);
        try {
            write_version(winner, next.champion);
            return commit(std::move(next));
        } catch (...) {
            // The manifest on the disk tells which of the new files are to go.
            try {
                detail::repair(layout_, winner.name);
            } catch (...) {  // the next recovery tries again
            }
            throw;
        }
    }

    /// Makes a kept version the champion again, byte for byte, and the champion the latest of
    /// `previous`: the version of that number, or, for 0, the one before the champion. It is live
    /// from `at` on, and pinned, so that the next publish does not undo what a person decided.
    /// Throws `error`: `store_failed` where there is no such version or a file can't be written,
    /// `corrupt_model` where its files are damaged; then nothing has changed.
    model_manifest rollback(std::string_view name, std::string_view why, std::uint64_t version = 0,
                            time_point at = std::chrono::system_clock::now()) {
        return change(name, [&](model_manifest& manifest) {
            auto& kept = manifest.previous;
            auto const target =
                version == 0 ? kept.begin()
                             : std::ranges::find(kept, version, &model_version::version);
            if (target == kept.end()) refuse_version(manifest, version);
            (void)read(target->live);  // nothing goes live unverified
            (void)read(target->judge);
            auto const replaced = std::exchange(manifest.champion, *target);
            kept.erase(target);
            kept.insert(kept.begin(), replaced);
            auto const& file = manifest.champion.live.file;
            manifest.extension = file.substr(file.rfind('.') + 1);
            manifest.rolled_back_because = why;
            manifest.pinned_because = why;
            note_live(manifest, at, why);
        });
    }

    /// Lets nothing replace the champion until `unpin`. A publish that is under way is superseded.
    /// Throws `error`, `store_failed` where nothing is live under `name`.
    model_manifest pin(std::string_view name, std::string_view why) {
        return change(name, [&](model_manifest& manifest) { manifest.pinned_because = why; });
    }
    model_manifest unpin(std::string_view name) {
        return change(name, [](model_manifest& manifest) { manifest.pinned_because.clear(); });
    }

    /// Keeps a candidate that does not go live, with a number of its own. Throws `error`:
    /// `bad_parameter` for a name or an extension that is none, `store_failed` where a file can't
    /// be written; then nothing has changed.
    kept_candidate keep(candidate_offer const& offered) {
        detail::store_layout::check_name(offered.name);
        detail::store_layout::check_extension(offered.extension);
        auto const lock = commit_lock();
        return detail::candidate_files{layout_}.keep(offered);
    }

    /// The candidates of `name` that are not live, the latest first: at most one that is open, and
    /// the three latest of the others. Throws `error`, `corrupt_model` where the list is damaged.
    [[nodiscard]] std::vector<kept_candidate> candidates(std::string_view name) const {
        detail::store_layout::check_name(name);
        return detail::candidate_files{layout_}.list(name).kept;
    }

    /// Gives the candidate `number` another state, and lets it go where `state` is nothing.
    void settle(std::string_view name, std::uint64_t number, std::optional<candidate_state> state,
                std::string_view because) {
        detail::store_layout::check_name(name);
        auto const lock = commit_lock();
        detail::candidate_files{layout_}.settle(name, number, state, because);
    }

    /// The right to run a training for this directory, held until the lock goes; false where
    /// somebody else has it for longer than those do who only look. Throws `error` (`store_failed`) where the directory can't be written.
    /// `publish` and `rollback` neither need nor mind it.
    [[nodiscard]] detail::directory_lock try_lock() {
        detail::require_local(directory(), allows_network_);
        return detail::directory_lock::try_acquire(layout_.run_lock(),
                                                   std::chrono::milliseconds{100});
    }

    /// The turn of a person's act, held until it is recorded. Waits for the acts of others, for at
    /// most 30 seconds; throws `error` (`store_failed`) after that.
    [[nodiscard]] detail::directory_lock lock_acts() {
        detail::require_local(directory(), allows_network_);
        return detail::directory_lock::acquire(layout_.act_lock(), std::chrono::seconds{30});
    }

    /// The directory, or where it is to be made, can be written.
    [[nodiscard]] bool writable() const {
        std::error_code failed;
        auto existing = directory();
        while (!std::filesystem::exists(existing, failed) && existing != detail::folder_of(existing))
            existing = detail::folder_of(existing);
        return ::faccessat(AT_FDCWD, existing.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
    }

    /// Completes what a killed program began and repairs what can be repaired, for all names.
    /// Tells what it found, a sentence each; nothing for a directory that is in order, is not there
    /// or can't be written. Throws nothing of the library's own. Idempotent.
    [[nodiscard]] std::vector<std::string> recover() {
        std::error_code failed;
        if (!std::filesystem::exists(layout_.versions(), failed) || !writable()) return {};
        try {
            auto const lock = commit_lock();
            return detail::repair_all(layout_);
        } catch (error const& mistake) {
            return {mistake.what()};
        }
    }

   private:
    /// A publish takes milliseconds; whoever has held the lock for so long is stopped or stuck.
    [[nodiscard]] detail::directory_lock commit_lock() const {
        detail::require_local(directory(), allows_network_);
        return detail::directory_lock::acquire(layout_.commit_lock(), std::chrono::seconds{30});
    }

    /// Commits what `edit` makes of the manifest of `name`, one generation later.
    template <class Edit>
    model_manifest change(std::string_view name, Edit const& edit) {
        detail::store_layout::check_name(name);
        auto const lock = commit_lock();
        detail::repair(layout_, name);
        auto live = find(name);
        if (!live)
            throw error{failure_reason::store_failed, "'" + directory().string() +
                                                          "' has no version of '" +
                                                          std::string{name} + "'"};
        ++live->generation;
        edit(*live);
        return commit(std::move(*live));
    }

    [[noreturn]] void refuse_version(model_manifest const& manifest, std::uint64_t version) const {
        std::string kept;
        for (auto const& each : manifest.previous)
            kept.append(kept.empty() ? "" : ", ").append(std::to_string(each.version));
        throw error{failure_reason::store_failed,
                    "'" + directory().string() + "' has no " +
                        (version == 0 ? "earlier version" : "version " + std::to_string(version)) +
                        " of '" + manifest.name + "' to go back to" +
                        (kept.empty() ? "" : "; it keeps " + kept)};
    }

    /// Writes the files of a version that no manifest names yet, makes them last, and reads them back.
    void write_version(publication const& winner, model_version& version) {
        auto const folder = layout_.folder(winner.name);
        version.live = detail::seal_of(
            layout_.live_file(winner.name, version.version, winner.extension), winner.live);
        version.judge = winner.judge.empty()
                            ? version.live
                            : detail::seal_of(layout_.judge_file(winner.name, version.version,
                                                                 winner.extension),
                                              winner.judge);
        detail::make_directories(folder);
        detail::place_file(directory() / version.live.file, winner.live);
        if (!winner.judge.empty())
            detail::place_file(directory() / version.judge.file, winner.judge);
        detail::sync_directory(folder);
        detail::sync_directory(layout_.versions());
        require_written(version.live);
        if (!winner.judge.empty()) require_written(version.judge);
    }

    /// A file that no manifest names yet is what `seal` says.
    void require_written(file_seal const& seal) const {
        try {
            (void)read(seal);
        } catch (error const& found) {
            if (found.why() != failure_reason::corrupt_model) throw;
            throw error{failure_reason::store_failed,
                        "'" + (directory() / seal.file).string() +
                            "' does not read back as it was written, so what was live stays live; "
                            "look for a failing disk"};
        }
    }

    /// The commit: the rename of the manifest. What follows it can't fail it.
    model_manifest commit(model_manifest next) {
        give_up_old(next);
        auto const text = manifest_to_json(next);
        detail::require_readable(next.name, text.size());
        detail::place_file(layout_.manifest(next.name), text);
        detail::sentences ignored;
        detail::tidy(layout_, next, ignored);
        return next;
    }

    /// Enters that the champion of `manifest` is live from `at` on.
    static void note_live(model_manifest& manifest, time_point at, std::string_view because) {
        std::string_view said = because.substr(0, longest_reason);
        if (said.size() < because.size())  // not within a character
            while (!said.empty() && (static_cast<unsigned char>(because[said.size()]) & 0xc0U) == 0x80)
                said.remove_suffix(1);
        auto& lives = manifest.lives;
        lives.insert(lives.begin(), {manifest.generation, manifest.champion.version, at,
                                     std::string{said}});
        if (lives.size() > kept_lives) lives.resize(kept_lives);
    }

    /// A size bound wins over the number of versions, and what was live before over both: the
    /// champion, pinned or not, is none of `previous`.
    void give_up_old(model_manifest& manifest) const {
        std::uint64_t bytes = 0;
        std::uint64_t text = 0;
        auto const fits = [&](model_version const& version) {
            bytes += version.live.length +
                     (version.judge == version.live ? 0 : version.judge.length);
            text += detail::version_value(version).dump(2).size();
            return bytes <= keep_bytes_ && text <= detail::longest_manifest / 4;
        };
        (void)fits(manifest.champion);
        std::size_t kept = 0;
        while (kept < manifest.previous.size() && kept < keep_ &&
               (fits(manifest.previous[kept]) || kept == 0))
            ++kept;
        manifest.previous.erase(manifest.previous.begin() + static_cast<std::ptrdiff_t>(kept),
                                manifest.previous.end());
    }

    static constexpr std::size_t kept_lives = 100;
    static constexpr std::size_t longest_reason = 200;

    detail::store_layout layout_;
    std::size_t keep_;
    std::uint64_t keep_bytes_;
    bool allows_network_ = false;
};

}  // namespace retrain
