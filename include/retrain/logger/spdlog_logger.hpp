#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/detail/printable.hpp>
#include <retrain/logger/concept.hpp>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// Hands messages to spdlog's logger "retrain". Use when the program logs with spdlog, which is
/// the default where it is linked.
///
/// Who registers a logger of that name before the first service is made, or passes any other to
/// the constructor, decides its sinks, its level and its pattern; else messages go to stderr, in
/// colour. Control characters in a message are escaped, so it can't forge a second line. The sinks
/// must be of a thread-safe kind (`..._mt`).
class spdlog_logger {
   public:
    using policy_role = logger_role;

    /// Uses the registered logger "retrain", and makes it if there is none.
    spdlog_logger() : spdlog_logger{registered()} {}

    /// Uses `to`; throws `error` (`bad_parameter`) if it is null.
    explicit spdlog_logger(std::shared_ptr<spdlog::logger> to) : to_{std::move(to)} {
        if (!to_)
            throw error{failure_reason::bad_parameter,
                        "spdlog_logger was given no logger; pass what spdlog::get or a factory "
                        "such as spdlog::stderr_color_mt returned, or name no_logger"};
    }

    void log(log_level level, std::string_view text) noexcept {
        try {
            auto const their_level = level_of(level);
            if (!to_->should_log(their_level)) return;
            std::string const line = detail::printable(text);
            to_->log(their_level, spdlog::string_view_t{line.data(), line.size()});
        } catch (...) {  // nobody is left to be told
        }
    }

   private:
    [[nodiscard]] static std::shared_ptr<spdlog::logger> registered() {
        if (auto known = spdlog::get("retrain")) return known;
        try {
            return spdlog::stderr_color_mt("retrain");
        } catch (spdlog::spdlog_ex const&) {  // another thread was faster
            return spdlog::get("retrain");
        }
    }

    [[nodiscard]] static constexpr spdlog::level::level_enum level_of(log_level level) noexcept {
        switch (level) {
            case log_level::debug: return spdlog::level::debug;
            case log_level::info: return spdlog::level::info;
            case log_level::warning: return spdlog::level::warn;
            case log_level::error: return spdlog::level::err;
        }
        return spdlog::level::err;
    }

    std::shared_ptr<spdlog::logger> to_;
};

}  // namespace retrain
