#pragma once

#include <retrain/detail/directory_lock.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>
#include <retrain/history/sqlite_schema.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

// The file of a history in SQLite: it is begun, opened, and kept aside where it is damaged.
namespace retrain::detail {

/// How long a step waits for other processes.
inline constexpr std::chrono::milliseconds history_patience = std::chrono::seconds{10};

[[nodiscard]] inline directory_lock lock_history(std::filesystem::path const& file) {
    std::string name{"."};
    name.append(file.filename().string()).append(".lock");
    return directory_lock::acquire(file.parent_path() / name, history_patience);
}

[[nodiscard]] inline sqlite_connection connect_history(std::filesystem::path const& file) {
    sqlite_connection database{file, sqlite_connection::access::write, history_patience};
    database.run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    return database;
}

/// Opens the history `file` for writing. It is made with its folders where it is missing, with the
/// rights that the umask leaves, and migrated where it is of an earlier version.
[[nodiscard]] inline sqlite_connection open_history(std::filesystem::path const& file) {
    if (is_there(file)) {
        auto database = connect_history(file);
        if (sqlite_schema::version_of(database) == sqlite_schema::version) return database;
    }
    auto const lock = lock_history(file);
    if (!is_there(file)) {
        // SQLite would make it with fewer rights than the umask leaves. It takes its name when it
        // is closed, since a close would give back the locks of this process's connections to it.
        auto const temporary = temporary_for(file);
        write_new_file(temporary, {});
        (void)link_file(temporary, file);
        remove_file(temporary);
        sync_directory(folder_of(file));
    }
    auto database = connect_history(file);
    if (sqlite_schema::version_of(database) == 0) database.run("PRAGMA journal_mode = WAL");
    sqlite_schema::migrate(database);
    return database;
}

/// SQLite finds the pages of `file` in order.
[[nodiscard]] inline bool is_sound(std::filesystem::path const& file) {
    try {
        auto const database = connect_history(file);
        sqlite_statement check{database, "PRAGMA integrity_check(1)"};
        std::string answer;
        if (check.step()) check >> answer;
        return answer == "ok";
    } catch (sqlite_error const& problem) {
        if (problem.means_damage()) return false;
        throw;
    }
}

/// Renames `file`, with what SQLite keeps beside it, if it is damaged, and returns its new name:
/// the first free of `file.damaged-1`, `file.damaged-2`...
[[nodiscard]] inline std::optional<std::filesystem::path> keep_damaged_aside(
    std::filesystem::path const& file) {
    auto const lock = lock_history(file);
    if (!is_there(file) || is_sound(file)) return std::nullopt;
    auto const aside = free_name(file, "damaged");
    // The file goes last: a log that stayed behind would be replayed into the file that follows.
    for (std::string const part : {"-wal", "-shm", ""}) {
        auto from = file;
        auto to = aside;
        if (is_there(from += part)) rename_file(from, to += part);
    }
    sync_directory(folder_of(file));
    return aside;
}

}  // namespace retrain::detail
