#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/append_to_file.hpp>
#include <retrain/detail/read_lines.hpp>
#include <retrain/detail/recorded_generations.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/history/file_rotation.hpp>
#include <retrain/history/format_record.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// Appends each run as a block of readable lines, and each skip as one line, to a text file. Use
/// when people read the history; it is the default. `jsonl_history` is for programs. A file that is
/// full is put aside (`file_rotation`); processes may share it.
///
/// A record is on the disk when `record` returns. It throws `error` (`store_failed`) where that
/// fails; the file then has its earlier records and, at worst, a part of the new one.
class text_history {
   public:
    using policy_role = history_role;
    static constexpr std::array<std::string_view, 1> reads{"logs_directory"};

    /// Records in `file`, which is made with its folders by the first record.
    explicit text_history(std::filesystem::path file, file_rotation rotation = {})
        : file_{std::move(file)}, rotation_{rotation} {}

    /// `ml_retraining_history.txt` in the settings' `logs_directory`.
    [[nodiscard]] static text_history from_settings(settings const& from) {
        return text_history{std::filesystem::path{from.logs_directory} /
                            "ml_retraining_history.txt"};
    }

    [[nodiscard]] std::filesystem::path const& file() const noexcept { return file_; }

    void record(run_record const& run) { append(format_record(run)); }
    void record(skip_record const& skip) { append(format_record(skip)); }

    /// Records those of `publications` that are neither in the file nor in those put aside.
    std::size_t complete(std::span<run_record const> publications) {
        if (publications.empty()) return 0;
        detail::recorded_generations known;
        std::string service;
        detail::read_lines(file_, [&](std::string_view line) {
            if (auto const begun = detail::service_of(line))
                service = *begun;
            else if (auto const live = detail::gone_live(line))
                known.add(service, live->first, live->second);
        });
        return known.complete(*this, publications);
    }

   private:
    void append(std::string const& text) {
        detail::append_to_file(file_, text, rotation_.limit, rotation_.kept);
    }

    std::filesystem::path file_;
    file_rotation rotation_;
};

}  // namespace retrain
