#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/append_to_file.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/history/file_rotation.hpp>
#include <retrain/history/format_record.hpp>

#include <array>
#include <filesystem>
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

   private:
    void append(std::string const& text) {
        detail::append_to_file(file_, text, rotation_.limit, rotation_.kept);
    }

    std::filesystem::path file_;
    file_rotation rotation_;
};

}  // namespace retrain
