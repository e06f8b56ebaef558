#pragma once

#include <retrain/backup/backup_name.hpp>
#include <retrain/backup/concept.hpp>
#include <retrain/backup/keep_last.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/directory_lock.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/plain_name.hpp>
#include <retrain/detail/sealed_file.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// Use when a model that was live must be at hand as a plain file after any number of later ones:
/// the live file is copied to `backups/{model}_{YYYYMMDD_HHMMSS}.{extension}` in the store's
/// directory before it is replaced; the time is UTC. A second copy in the same second is called
/// `..._2`, and so on: no copy is ever overwritten. It is read back and verified before it gets its
/// name. `Retention::count` copies of each model are kept; the one just made is always among them.
/// The oldest go first, but before them those whose time is yet to come: the clock was corrected.
///
/// With `enabled` false it copies nothing.
template <class Retention = keep_last<10>>
class timestamped_backup {
   public:
    using policy_role = backup_role;
    static constexpr std::array<std::string_view, 1> reads{"auto_backup"};
    static_assert(Retention::count > 0);

    explicit timestamped_backup(bool enabled = true) noexcept : enabled_{enabled} {}

    [[nodiscard]] static timestamped_backup from_settings(settings const& from) {
        return timestamped_backup{from.auto_backup};
    }

    [[nodiscard]] bool enabled() const noexcept { return enabled_; }

    /// Copies the live file and returns the copy's path, an empty one where it is not `enabled`.
    /// Throws `error` (`backup_failed`) where there is no verified copy in the end. Copies that
    /// can't be removed are left to the next call. O(bytes + copies).
    [[nodiscard]] std::string preserve(backup_request const& request) const {
        if (!enabled_) return {};
        try {
            return copy(request).string();
        } catch (error const& cause) {
            throw error{failure_reason::backup_failed, "no backup of the model '" + request.name +
                                                           "', so it was not replaced: " +
                                                           cause.what()};
        }
    }

   private:
    [[nodiscard]] static std::filesystem::path copy(backup_request const& request) {
        if (!detail::is_plain_name(request.name) || !detail::is_plain_name(request.extension))
            throw error{failure_reason::bad_parameter,
                        "'" + request.name + "." + request.extension + "' is no name for a file of "
                        "a model; use letters, digits, '_' and '-'"};
        auto const bytes = detail::read_sealed(request.directory, request.version.live);
        auto const folder = request.directory / "backups";
        detail::refuse_foreign_link(folder);
        auto const lock = detail::directory_lock::acquire(folder / ".lock", std::chrono::seconds{30});

        auto const unnamed = folder / ".copy.tmp";
        detail::write_new_file(unnamed, bytes);
        (void)detail::read_sealed(folder, {unnamed.filename().string(), request.version.live.length,
                                           request.version.live.sha256});
        // Numbers only go up, so that they tell the age of copies of one second.
        auto others = copies(folder, request);
        auto name = detail::backup_name::at(request.now);
        for (auto const& other : others)
            if (other.stamp == name.stamp) name.number = std::max(name.number, other.number + 1);
        auto path = folder / name.file(request.name, request.extension);
        for (; !detail::link_file(unnamed, path);
             path = folder / name.file(request.name, request.extension))
            ++name.number;
        detail::remove_file(unnamed);
        detail::sync_directory(folder);

        if (others.size() >= Retention::count) {
            // Copies of a time when the clock was ahead would outlive all that are made for as long.
            std::ranges::sort(others);
            std::ranges::rotate(others, std::ranges::upper_bound(others, name.stamp, {},
                                                                 &detail::backup_name::stamp));
            others.resize(others.size() - (Retention::count - 1));
            for (auto const& other : others)
                remove_if_possible(folder / other.file(request.name, request.extension));
        }
        return path;
    }

    /// The copies of this model that are there, in no order.
    [[nodiscard]] static std::vector<detail::backup_name> copies(
        std::filesystem::path const& folder, backup_request const& request) {
        std::vector<detail::backup_name> names;
        for (auto const& file : detail::list_directory(folder))
            if (auto name = detail::backup_name::parse(file, request.name, request.extension))
                names.push_back(std::move(*name));
        return names;
    }

    static void remove_if_possible(std::filesystem::path const& old) {
        try {
            detail::remove_file(old);
        } catch (error const&) {  // the copy that counts is made
        }
    }

    bool enabled_;
};

}  // namespace retrain
