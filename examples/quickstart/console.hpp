#pragma once

#include <retrain/core/training.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>

namespace quickstart {

/// `text`, its words on lines of up to 100 columns: `first` before them on the first line, blanks
/// of the same width on the others. It ends with a newline.
[[nodiscard]] inline std::string wrapped(std::string_view first, std::string const& text) {
    constexpr std::size_t columns = 100;
    std::string lines{first};
    std::size_t used = first.size();
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        if (used > first.size() && used + 1 + word.size() > columns) {
            lines.append("\n").append(first.size(), ' ');
            used = first.size();
        }
        if (used > first.size()) lines += ' ', ++used;
        lines += word;
        used += word.size();
    }
    return lines += '\n';
}

/// The standard output: tables and sentences, a line of progress while there is nothing else to
/// show, and the program's claims, each of which is checked.
class console {
   public:
    /// A quiet one shows failures only.
    explicit console(bool quiet) : quiet_{quiet}, terminal_{::isatty(STDOUT_FILENO) == 1} {}

    [[gnu::format(printf, 2, 3)]] void print(char const* format, ...) {
        if (quiet_) return;
        clear_progress();
        std::va_list arguments;
        va_start(arguments, format);
        std::vprintf(format, arguments);
        va_end(arguments);
    }

    /// A sentence below a heading.
    void say(std::string const& text) { print("%s", wrapped("  ", text).c_str()); }

    /// Something that this program promises to show.
    void check(bool holds, std::string const& claim) {
        ++checks_;
        failures_ += !holds;
        if (quiet_ && holds) return;
        clear_progress();
        std::fputs(wrapped(holds ? "  ok      " : "  FAILED  ", claim).c_str(), stdout);
    }

    /// Rewrites one line in place, a few times a second; does nothing where the output is a file.
    void progress(std::string const& when, retrain::training_progress const& now) {
        auto const time = std::chrono::steady_clock::now();
        if (quiet_ || !terminal_ || time - shown_ < std::chrono::milliseconds{100}) return;
        shown_ = time;
        clear_progress();
        std::printf("%s  training %.*s, round %zu of %zu", when.c_str(),
                    static_cast<int>(now.model.size()), now.model.data(), now.round, now.rounds);
        std::fflush(stdout);
        progress_is_shown_ = true;
    }

    [[nodiscard]] std::size_t checks() const noexcept { return checks_; }
    [[nodiscard]] std::size_t failures() const noexcept { return failures_; }

   private:
    void clear_progress() {
        if (!progress_is_shown_) return;
        std::fputs("\r\033[K", stdout);
        progress_is_shown_ = false;
    }

    bool quiet_;
    bool terminal_;
    bool progress_is_shown_ = false;
    std::chrono::steady_clock::time_point shown_{};
    std::size_t checks_ = 0;
    std::size_t failures_ = 0;
};

}  // namespace quickstart
