#pragma once

#include <retrain/core/time.hpp>
#include <retrain/detail/sqlite_connection.hpp>

#include <sqlite3.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace retrain::detail {

/// A prepared statement. Values get into it as bound parameters only; `sql` is the program's own
/// text. Instants are nanoseconds since 1970; a NaN and an empty `std::optional` are NULL; unsigned
/// numbers keep their bits.
class sqlite_statement {
   public:
    /// `values` are those of ?1, ?2 and so on.
    template <class... Values>
    sqlite_statement(sqlite_connection const& database, std::string_view sql,
                     Values const&... values)
        : database_{&database} {
        database.check(::sqlite3_prepare_v2(database.get(), sql.data(),
                                            static_cast<int>(sql.size()), &statement_, nullptr));
        (bind(values), ...);
    }
    sqlite_statement(sqlite_statement const&) = delete;
    sqlite_statement& operator=(sqlite_statement const&) = delete;
    ~sqlite_statement() { ::sqlite3_finalize(statement_); }

    /// Binds the next parameter.
    void bind(std::integral auto value) {
        check(::sqlite3_bind_int64(statement_, ++bound_, static_cast<::sqlite3_int64>(value)));
    }
    void bind(double value) { check(::sqlite3_bind_double(statement_, ++bound_, value)); }
    void bind(std::string_view text) {
        check(::sqlite3_bind_text64(statement_, ++bound_, text.data() ? text.data() : "",
                                    text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    }
    void bind(char const* text) { bind(std::string_view{text}); }
    void bind(time_point instant) { bind(instant.time_since_epoch().count()); }
    template <class Value>
    void bind(std::optional<Value> const& value) {
        if (value)
            bind(*value);
        else
            check(::sqlite3_bind_null(statement_, ++bound_));
    }

    /// Goes to the next row of the answer; false where there is none. A statement that has no
    /// answer is done then.
    bool step() {
        read_ = 0;
        int const code = ::sqlite3_step(statement_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) throw database_->problem_of(code);
        return code == SQLITE_ROW;
    }

    /// The row's next column.
    sqlite_statement& operator>>(std::integral auto& value) {
        value = static_cast<std::remove_reference_t<decltype(value)>>(
            ::sqlite3_column_int64(statement_, read_++));
        return *this;
    }
    sqlite_statement& operator>>(bool& value) {
        value = ::sqlite3_column_int64(statement_, read_++) != 0;
        return *this;
    }
    sqlite_statement& operator>>(double& value) {
        value = is_null() ? std::numeric_limits<double>::quiet_NaN()
                          : ::sqlite3_column_double(statement_, read_);
        ++read_;
        return *this;
    }
    sqlite_statement& operator>>(std::string& text) {
        auto const* const bytes = ::sqlite3_column_text(statement_, read_);
        auto const size = static_cast<std::size_t>(::sqlite3_column_bytes(statement_, read_++));
        if (bytes)
            text.assign(reinterpret_cast<char const*>(bytes), size);
        else
            text.clear();
        return *this;
    }
    sqlite_statement& operator>>(time_point& instant) {
        instant = time_point{time_point::duration{::sqlite3_column_int64(statement_, read_++)}};
        return *this;
    }
    template <class Value>
    sqlite_statement& operator>>(std::optional<Value>& value) {
        if (is_null()) {
            ++read_;
            value.reset();
            return *this;
        }
        return *this >> value.emplace();
    }

    /// The row's next column is NULL.
    [[nodiscard]] bool is_null() const {
        return ::sqlite3_column_type(statement_, read_) == SQLITE_NULL;
    }

   private:
    void check(int code) const { database_->check(code); }

    sqlite_connection const* database_;
    ::sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
    int read_ = 0;
};

/// The first number of a statement's answer.
[[nodiscard]] inline std::int64_t sqlite_number(sqlite_connection const& database,
                                                std::string_view sql) {
    sqlite_statement statement{database, sql};
    std::int64_t number = 0;
    if (statement.step()) statement >> number;
    return number;
}

/// Adds a row to `table` and returns its rowid. `row(put)` calls `put("column", value)` for each
/// column, the same columns each time that it is called.
template <class Row>
std::int64_t sqlite_insert(sqlite_connection const& database, std::string const& table,
                           Row const& row) {
    std::string columns;
    std::string places;
    row([&](std::string_view column, auto const&) {
        columns.append(columns.empty() ? "" : ", ").append(column);
        places.append(places.empty() ? "?" : ", ?");
    });
    sqlite_statement statement{
        database, "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ")"};
    row([&](std::string_view, auto const& value) { statement.bind(value); });
    statement.step();
    return ::sqlite3_last_insert_rowid(database.get());
}

}  // namespace retrain::detail
