#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "readable_history.hpp"
#include "words.hpp"

#include <retrain/core/error.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>
#include <retrain/store/verify_store.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>

namespace operate {

/// What SQLite finds the matter with a page or a row; empty where all are in order. Needs no more
/// memory for a history of years than for one of days.
[[nodiscard]] inline std::string damage_of(opened_history const& history) {
    rt::detail::sqlite_connection const database{
        history.file(), rt::detail::sqlite_connection::access::read, rt::detail::history_patience};
    rt::detail::sqlite_statement check{database, "PRAGMA integrity_check(1)"};
    std::string found;
    if (check.step()) check >> found;
    return found == "ok" ? std::string{} : found;
}

/// The ledger and the history, which the store knows nothing of.
inline void verify_beside_store(place const& at, rt::store_report& report) {
    auto const check = [&](std::filesystem::path const& file, char const* advice, auto read) {
        if (!std::filesystem::exists(file)) return;
        try {
            auto const warning = read();
            if (warning.empty())
                report.count(std::filesystem::file_size(file));
            else
                report.add(rt::store_fault::damaged, file, "lost a part: " + warning, advice);
        } catch (rt::error const& damage) {
            report.add(rt::store_fault::damaged, file, rt::detail::after_path(damage.what(), file),
                       advice);
        }
    };
    auto ledger = at.ledger();
    check(ledger.file(), "nothing: the service goes on, and the live model knows its own last run",
          [&] { return (void)ledger.load(), ledger.warning(); });
    check(at.history_file(), "nothing: the next record keeps it aside and begins a new one", [&] {
        try {
            return damage_of(opened_history{at.history_file()});
        } catch (earlier_history const& earlier) {
            report.add(rt::store_fault::unfinished, at.history_file(),
                       std::string{"is of an earlier version: "} + earlier.what(), "nothing");
            return std::string{};
        }
    });
}

/// Compares every file with what names it. It only reads, and may run beside the service.
[[nodiscard]] inline answer verify(place const& at) {
    auto report = rt::verify_store(at.models());
    verify_beside_store(at, report);
    answer result;
    page text;
    std::size_t lost = 0;
    json findings = json::array();
    for (auto const& each : report.findings) {
        lost += rt::is_loss(each.fault);
        text.line(name(each.fault), one_line(each.path.string() + " " + each.what));
        text.more("to do: " + one_line(each.advice));
        findings.push_back({{"fault", name(each.fault)},
                            {"path", each.path.string()},
                            {"what", each.what},
                            {"advice", each.advice}});
    }
    if (!report.findings.empty()) text.gap();
    text.line("whole", count_of(report.files, "file") + ", " + size(report.bytes) +
                           ", as they were written");
    if (report.unsealed_backups > 0)
        text.line("backups", std::to_string(report.unsealed_backups) +
                                 " of versions that are no "
                                 "longer kept, so nothing names their SHA-256");
    text.line(lost == 0 ? "in order" : "wrong",
              lost == 0 ? "nothing was lost" : count_of(lost, "file") + " damaged or missing");
    if (lost > 0) result.code = exit_code::wrong;
    result.data = {{"sound", lost == 0},
                   {"files", report.files},
                   {"bytes", report.bytes},
                   {"unsealed_backups", report.unsealed_backups},
                   {"findings", std::move(findings)}};
    result.text = text.text();
    return result;
}

}  // namespace operate
