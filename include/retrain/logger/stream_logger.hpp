#pragma once

#include <retrain/core/iso_time.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/detail/printable.hpp>
#include <retrain/logger/concept.hpp>

#include <chrono>
#include <iostream>
#include <ostream>
#include <string>
#include <string_view>
#include <syncstream>

namespace retrain {

/// Writes each message as one line with its time (UTC, of the system's clock) and level to a
/// stream: `2020-01-31T12:34:56Z warning the text`. Use when the program has no logging library.
///
/// Control characters in a message are escaped, so it can't forge a second line. Lines of several
/// threads and of several loggers of one stream never mix. The stream must outlive the logger.
/// What the stream throws is dropped.
class stream_logger {
   public:
    using policy_role = logger_role;

    /// Writes to `out` what is at least as urgent as `least`.
    explicit stream_logger(std::ostream& out = std::clog,
                           log_level least = log_level::info) noexcept
        : out_{&out}, least_{least} {}

    void log(log_level level, std::string_view text) noexcept {
        if (level < least_) return;
        try {
            std::string line = iso_time(std::chrono::system_clock::now());
            line.append(1, ' ').append(name(level)).append(1, ' ');
            line.append(detail::printable(text)).append(1, '\n');
            std::osyncstream{*out_} << line << std::flush;
        } catch (...) {  // nobody is left to be told
        }
    }

   private:
    std::ostream* out_;
    log_level least_;
};

}  // namespace retrain
