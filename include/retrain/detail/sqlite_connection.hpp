#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace retrain::detail {

/// SQLite refused. Its sentence names the file, SQLite's words and what to do.
class sqlite_error : public error {
   public:
    /// `code` is extended, `system_code` an errno or 0.
    sqlite_error(std::filesystem::path const& file, int code, int system_code,
                 std::string_view words)
        : error{failure_reason::store_failed, "SQLite can't use '" + file.string() + "': " +
                                                  std::string{words} + advice(code, system_code)},
          code_{code} {}

    /// The primary result code.
    [[nodiscard]] int code() const noexcept { return code_ & 0xff; }

    /// The file is no database, or its pages contradict each other.
    [[nodiscard]] bool means_damage() const noexcept {
        return code() == SQLITE_NOTADB || code() == SQLITE_CORRUPT;
    }

   private:
    [[nodiscard]] static std::string advice(int code, int system_code) {
        switch (code & 0xff) {
            case SQLITE_FULL:
                return "; free some space and try again";
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
            case SQLITE_PROTOCOL:
                return "; another program keeps it locked: end that one's transaction";
            case SQLITE_PERM:
            case SQLITE_READONLY:
                return "; give the program's user the right to it and to its folder";
            case SQLITE_NOTADB:
            case SQLITE_CORRUPT:
                return "; move it away, and read what it still has with sqlite3's .dump";
            default:
                break;
        }
        if (code == SQLITE_CANTOPEN_SYMLINK)
            return "; a symbolic link stands where a file of the program's own belongs";
        if (system_code == 0) return {};
        return " (" + std::generic_category().message(system_code) + ")" +
               std::string{advice_for(system_code)};
    }

    int code_;
};

/// An open SQLite database. Used by one thread at a time; what it prepared goes before it.
class sqlite_connection {
   public:
    enum class access { read, write };

    /// Opens the database `file`, which is there and is no symbolic link. Where others hold it, a
    /// step waits for as long as `patience`. Throws `file_error` and `sqlite_error`.
    sqlite_connection(std::filesystem::path file, access how, std::chrono::milliseconds patience)
        : file_{std::move(file)} {
        // SQLite refuses links on the whole path; one to a folder is its owner's business.
        std::error_code failed;
        auto const folder = std::filesystem::canonical(folder_of(file_), failed);
        if (failed) throw file_error{"open", file_, failed.value()};
        int const flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX |
                          (how == access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
        int const code =
            ::sqlite3_open_v2((folder / file_.filename()).c_str(), &database_, flags, nullptr);
        if (code != SQLITE_OK) {
            auto const problem = problem_of(code);
            ::sqlite3_close(database_);
            throw problem;
        }
        ::sqlite3_extended_result_codes(database_, 1);
        ::sqlite3_busy_timeout(database_, static_cast<int>(patience.count()));
    }
    sqlite_connection(sqlite_connection&& other) noexcept
        : file_{std::move(other.file_)}, database_{std::exchange(other.database_, nullptr)} {}
    sqlite_connection& operator=(sqlite_connection&&) = delete;
    ~sqlite_connection() { ::sqlite3_close(database_); }

    [[nodiscard]] ::sqlite3* get() const noexcept { return database_; }
    [[nodiscard]] std::filesystem::path const& file() const noexcept { return file_; }

    /// Runs statements that have no parameters and whose answers do not matter.
    void run(std::string const& statements) const {
        check(::sqlite3_exec(database_, statements.c_str(), nullptr, nullptr, nullptr));
    }

    /// Throws unless `code` says that all went well.
    void check(int code) const {
        if (code != SQLITE_OK) throw problem_of(code);
    }
    [[nodiscard]] sqlite_error problem_of(int code) const {
        return {file_, database_ ? ::sqlite3_extended_errcode(database_) : code,
                database_ ? ::sqlite3_system_errno(database_) : 0,
                database_ ? ::sqlite3_errmsg(database_) : ::sqlite3_errstr(code)};
    }

   private:
    std::filesystem::path file_;
    ::sqlite3* database_ = nullptr;
};

/// Does all that `work()` does, or nothing of it; another connection sees no part of it before.
/// "IMMEDIATE" takes the right to write at the beginning, "DEFERRED" is enough for reading, and
/// shows the database as it was at one moment.
template <class Work>
void in_transaction(sqlite_connection const& database, Work const& work,
                    std::string const& kind = "IMMEDIATE") {
    database.run("BEGIN " + kind);
    try {
        work();
        database.run("COMMIT");
    } catch (...) {
        // Some failures end the transaction by themselves, and then there is nothing to roll back.
        ::sqlite3_exec(database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

}  // namespace retrain::detail
