#pragma once

#include <retrain/detail/directory_lock.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>
#include <retrain/history/sqlite_schema.hpp>

#include <chrono>
#include <filesystem>
#include <string>

// The file of a history in SQLite: it is begun, opened, and kept aside where it is damaged.
namespace retrain::detail {

/// How long a step waits for other processes.
inline constexpr std::chrono::milliseconds history_patience = std::chrono::seconds{10};

/// The turn of whoever writes to the history `file`. SQLite keeps transactions apart by itself, but
/// not from a file that is begun or renamed meanwhile. Makes the folders that are missing.
[[nodiscard]] inline directory_lock lock_history(std::filesystem::path const& file) {
    std::string name{"."};
    name.append(file.filename().string()).append(".lock");
    return directory_lock::acquire(file.parent_path() / name, history_patience);
}

[[nodiscard]] inline sqlite_connection connect_history(std::filesystem::path const& file) {
    sqlite_connection database{file, sqlite_connection::access::write, history_patience};
    database.run(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    return database;
}

/// Opens the history `file` for writing. It is made where it is missing, with the rights that the
/// umask leaves, and migrated where it is of an earlier version. The caller has the turn.
[[nodiscard]] inline sqlite_connection open_history(std::filesystem::path const& file) {
    if (!is_there(file)) {  // SQLite would make it with fewer rights than the umask leaves
        write_new_file(file, {});
        sync_directory(folder_of(file));
    }
    auto database = connect_history(file);
    auto const version = sqlite_schema::version_of(database);
    if (version == 0) database.run("PRAGMA journal_mode = WAL");
    if (version != sqlite_schema::version) sqlite_schema::migrate(database);
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

/// Renames `file`, with what SQLite keeps beside it, and returns its new name: the first free of
/// `file.damaged-1`, `file.damaged-2`... The caller has the turn.
[[nodiscard]] inline std::filesystem::path keep_aside(std::filesystem::path const& file) {
    auto const aside = free_name(file, "damaged");
    // The file goes last: a log that stayed behind would be replayed into the file that follows.
    for (auto const* const part : {"-wal", "-shm", ""}) {
        auto from = file;
        auto to = aside;
        if (is_there(from += part)) rename_file(from, to += part);
    }
    sync_directory(folder_of(file));
    return aside;
}

}  // namespace retrain::detail
