#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/directory_lock.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/file_system_kind.hpp>
#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/read_file.hpp>
#include <retrain/detail/sealed_file.hpp>
#include <retrain/ledger/concept.hpp>
#include <retrain/ledger/ledger_json.hpp>
#include <retrain/ledger/seen_rows.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace retrain {

/// Use when a restart has to remember: intervals, back-off, totals, the rows that were seen. It is
/// the default. Renaming the JSON file is the one commit point. The seen rows, by far the largest
/// part, stand in a file of their own beside it, `{stem}.{hash}.seen`, which is written only when
/// they changed; the JSON names its length and SHA-256.
///
/// Several processes may share one file: each save is whole, and an `update` sees what the others
/// saved.
class file_ledger {
   public:
    using policy_role = ledger_role;
    static constexpr std::array<std::string_view, 2> reads{"models_directory", "allow_network_fs"};

    /// Keeps the state in `file`, whose folder is made with the first save. Throws `error`
    /// (`bad_parameter`) where it has no file name.
    explicit file_ledger(std::filesystem::path file) : file_{std::move(file)} {
        if (!file_.has_filename())
            throw error{failure_reason::bad_parameter,
                        "'" + file_.string() + "' does not name a file for the ledger; use a path "
                        "such as 'models/ledger.json'"};
    }

    [[nodiscard]] static file_ledger from_settings(settings const& from) {
        file_ledger ledger{std::filesystem::path{from.models_directory} / "ledger.json"};
        ledger.allow_network_fs(from.allow_network_fs);
        return ledger;
    }

    /// Whether `save` may write to a network file system. It throws `error` (`network_file_system`)
    /// where it may not and would.
    void allow_network_fs(bool allowed = true) noexcept { allows_network_ = allowed; }

    [[nodiscard]] std::filesystem::path const& file() const noexcept { return file_; }

    /// The state that was saved last, an empty one if there was none. Writes nothing. Throws `error`
    /// (`store_failed`) where the file is damaged, of a later format or can't be read; the program
    /// may go on with an empty state, for the next `save` keeps what it finds under another name.
    /// Seen rows that are lost are left out, and `warning` tells. O(seen rows).
    [[nodiscard]] ledger_state load() {
        warning_.clear();
        for (auto before = read();;) {
            known_ = before;
            if (!before) return {};
            auto ledger = parse(*before);
            try {
                auto const bytes = detail::read_sealed(detail::folder_of(file_), ledger.seen);
                auto rows = detail::seen_from_bytes(bytes);
                if (!rows)
                    throw error{failure_reason::corrupt_model,
                                "'" + ledger.seen.file + "' does not have the form of seen rows"};
                ledger.state.seen = std::move(*rows);
            } catch (error const& damage) {
                // A save of another process may have replaced both files since.
                if (auto after = read(); after != before) {
                    before = std::move(after);
                    continue;
                }
                warning_ = std::string{"the rows that earlier runs saw are not known any more, so "
                                       "all rows count as new: "} + damage.what();
            }
            return std::move(ledger.state);
        }
    }

    /// What the last `load` had to leave out, or why what was saved last may not last, as a sentence;
    /// empty where all is well.
    [[nodiscard]] std::string const& warning() const noexcept { return warning_; }

    /// Replaces the saved state; it lasts when this returns. Throws `error` (`store_failed`) where a
    /// file can't be written; then the state before is there. Where only the folder can't be
    /// synchronised afterwards, this one is there, `warning` tells that it may be lost with the power,
    /// and the next save tries again. O(seen rows), with only some hundred bytes to write where those
    /// did not change.
    void save(ledger_state const& state) {
        warning_.clear();
        auto const alone = lock();
        keep_damaged();
        write(state);
    }

    /// Somebody else replaced the file since this object last read or wrote it; one that is gone or
    /// can't be read is no news. O(file without the seen rows).
    [[nodiscard]] bool changed() const noexcept {
        try {
            auto const found = read();
            return found && found != known_;
        } catch (...) {
            return false;
        }
    }

    /// Saves `merge(theirs)` and returns it, where `theirs` is what somebody else saved since this
    /// object last read or wrote the file, if anybody did. Nobody else saves meanwhile. Throws as
    /// `save` does, and what `merge` throws; a file that is damaged is kept under another name, and
    /// counts as nothing.
    template <class Merge>
    ledger_state update(Merge const& merge) {
        warning_.clear();
        auto const alone = lock();
        keep_damaged();
        std::optional<ledger_state> theirs;
        if (changed()) theirs = load();
        ledger_state next = merge(std::move(theirs));
        write(next);
        return next;
    }

   private:
    static constexpr std::size_t hash_digits = 16;
    static constexpr std::uint64_t longest = std::uint64_t{64} << 20;

    [[nodiscard]] detail::directory_lock lock() const {
        std::string guard{"."};
        guard.append(file_.filename().string()).append(".lock");
        auto const folder = detail::folder_of(file_);
        detail::require_local(folder, allows_network_);
        return detail::directory_lock::acquire(folder / guard, std::chrono::seconds{30});
    }

    void write(ledger_state const& state) {
        auto const folder = detail::folder_of(file_);
        auto const bytes = detail::seen_to_bytes(state.seen);
        auto seen = detail::seal_of({}, bytes);
        seen.file = file_.stem().string() + "." + seen.sha256.substr(0, hash_digits) + ".seen";
        std::error_code missing;
        auto const there = std::filesystem::symlink_status(folder / seen.file, missing);
        bool const is_new =
            !std::filesystem::is_regular_file(there) ||
            std::filesystem::file_size(folder / seen.file, missing) != seen.length;
        if (is_new) {
            detail::place_file(folder / seen.file, bytes);
            detail::sync_directory(folder);
        }
        auto const text = detail::ledger_to_json(state, seen);
        auto const written = std::as_bytes(std::span{text});
        std::vector<std::byte> next{written.begin(), written.end()};
        detail::place_file(file_, text);  // the commit: what follows can't fail the save
        known_ = std::move(next);
        replaced_seen_ = replaced_seen_ || is_new;
        tidy(folder, seen.file);
    }

    /// Makes what was committed last, and only then lets go of the seen rows that it replaced. What
    /// fails is tried again by the next save.
    void tidy(std::filesystem::path const& folder, std::string_view seen) {
        try {
            detail::sync_directory(folder);
        } catch (std::exception const& failed) {
            warning_ = std::string{"the ledger was saved, but may be lost with the power: "} +
                       failed.what();
            return;
        }
        if (!replaced_seen_) return;
        try {
            for (auto const& name : detail::list_directory(folder))
                if (is_seen_file(name) && name != seen) detail::remove_file(folder / name);
            replaced_seen_ = false;
        } catch (std::exception const&) {  // a file too many harms nobody
        }
    }

    [[nodiscard]] std::optional<std::vector<std::byte>> read() const {
        try {
            return detail::read_file(file_, longest);
        } catch (detail::file_error const& refused) {
            throw error{failure_reason::store_failed, std::string{refused.what()} + kept_as()};
        }
    }

    [[nodiscard]] detail::written_ledger parse(std::vector<std::byte> const& bytes) const {
        try {
            return detail::ledger_from_json(detail::as_text(bytes));
        } catch (detail::damaged_document const& damage) {
            throw error{failure_reason::store_failed, "the ledger '" + file_.string() +
                                                          "' is damaged: it " + damage.what() +
                                                          kept_as()};
        } catch (detail::later_document const& later) {
            throw error{failure_reason::store_failed,
                        "the ledger '" + file_.string() + "' " + later.what() + kept_as()};
        }
    }

    [[nodiscard]] std::string kept_as() const {
        return "; the next save keeps it as '" + detail::free_name(file_, "damaged").string() + "'";
    }

    /// A file that `load` would refuse is not overwritten, and one that can't be read at present is
    /// left as it is: the save fails.
    void keep_damaged() const {
        try {
            if (auto const bytes = detail::read_file(file_, longest)) (void)parse(*bytes);
        } catch (detail::file_error const& unread) {
            if (!unread.means_damage()) throw;
            detail::rename_file(file_, detail::free_name(file_, "damaged"));
        } catch (error const&) {
            detail::rename_file(file_, detail::free_name(file_, "damaged"));
        }
    }

    [[nodiscard]] bool is_seen_file(std::string_view name) const {
        auto const stem = file_.stem().string() + ".";
        return name.size() == stem.size() + hash_digits + 5 && name.starts_with(stem) &&
               name.ends_with(".seen") &&
               std::ranges::all_of(name.substr(stem.size(), hash_digits), [](char c) {
                   return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
               });
    }

    std::filesystem::path file_;
    std::string warning_;
    std::optional<std::vector<std::byte>> known_;  // the file as it was last read or written
    bool replaced_seen_ = false;  // there may be a file of seen rows that nothing names
    bool allows_network_ = false;
};

}  // namespace retrain
