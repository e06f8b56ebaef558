#pragma once

#include "answer.hpp"
#include "history_copy.hpp"
#include "page.hpp"
#include "place.hpp"

#include <retrain/core/error.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/history/history_reader.hpp>
#include <retrain/history/sqlite_history_file.hpp>
#include <retrain/history/sqlite_schema.hpp>

#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace operate {

/// An earlier version of the library wrote it. Nothing is wrong: the next record changes it.
class earlier_history : public rt::error {
   public:
    using error::error;
};

/// A history that is there, opened for reading only. Throws `retrain::error`.
class opened_history {
   public:
    explicit opened_history(std::filesystem::path const& file) {
        try {
            open(file);
        } catch (rt::detail::sqlite_error const& refused) {
            if (refused.code() != SQLITE_READONLY && refused.code() != SQLITE_CANTOPEN) throw;
            open(copy_.emplace(file).file());
        }
    }

    [[nodiscard]] rt::history_reader const& reader() const { return *reader_; }
    /// Where to read it: the file itself or a copy.
    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

   private:
    void open(std::filesystem::path const& file) {
        file_ = file;
        rt::detail::sqlite_connection const database{
            file, rt::detail::sqlite_connection::access::read, rt::detail::history_patience};
        if (auto const version = rt::sqlite_schema::version_of(database);
            version != rt::sqlite_schema::version)
            throw earlier_history{rt::failure_reason::store_failed,
                                  "it has schema version " + std::to_string(version) + " and not " +
                                      std::to_string(rt::sqlite_schema::version) +
                                      "; the next record of a service brings it up to date"};
        reader_.emplace(file);
    }

    std::optional<history_copy> copy_{};
    std::filesystem::path file_{};
    std::optional<rt::history_reader> reader_{};
};

/// The history of a service, as far as it can be read: whoever asks goes on without it.
class readable_history {
   public:
    explicit readable_history(place const& at) {
        attempt([&] {
            if (rt::detail::is_there(at.history_file())) opened_.emplace(at.history_file());
        });
    }

    /// It is there and can be read.
    [[nodiscard]] explicit operator bool() const noexcept { return opened_.has_value(); }

    /// What `question` answers of it; nothing where it is not there or can't be read.
    template <class Question>
    [[nodiscard]] auto ask(Question const& question)
        -> std::optional<std::invoke_result_t<Question const&, rt::history_reader const&>> {
        std::optional<std::invoke_result_t<Question const&, rt::history_reader const&>> said;
        if (opened_) attempt([&] { said.emplace(question(opened_->reader())); });
        return said;
    }

    /// Why it can't be read; empty where it can, and where it is not there.
    [[nodiscard]] std::string const& unread() const noexcept { return unread_; }
    /// What keeps it from being read is no mere matter of rights, of patience or of an upgrade.
    [[nodiscard]] bool wrong() const noexcept { return wrong_; }
    /// Throws `problem` where it can't be read.
    void require() const {
        if (!unread_.empty())
            throw problem{busy_ ? exit_code::busy : exit_code::wrong, "history_unread", unread_};
    }

   private:
    template <class Work>
    void attempt(Work const& work) {
        try {
            work();
        } catch (rt::error const& refused) {
            opened_.reset();
            unread_ = "the history can't be read: " + one_line(refused.what());
            auto const* const said = dynamic_cast<rt::detail::sqlite_error const*>(&refused);
            wrong_ = said != nullptr && (said->means_damage() || said->code() == SQLITE_IOERR);
            auto const* const held = dynamic_cast<rt::detail::file_error const*>(&refused);
            busy_ = (said != nullptr && said->code() == SQLITE_BUSY) ||
                    (held != nullptr && held->code() == ETIMEDOUT);
        }
    }

    std::optional<opened_history> opened_{};
    std::string unread_{};
    bool wrong_ = false;
    bool busy_ = false;
};

}  // namespace operate
