#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/core/role.hpp>

#include <string_view>

namespace retrain {

namespace requirement {
template <class P>
concept LoggerLogs = requires(P& p, log_level level, std::string_view text) { p.log(level, text); };
template <class P>
concept LoggerNoexcept = requires(P& p, log_level level, std::string_view text) {
    { p.log(level, text) } noexcept;
};
}  // namespace requirement

struct logger_role;

/// Answers: where do messages for people go?
///
/// Let `l` be an `L`.
///   [logger.log]      `l.log(level, text)` is well-formed; it may come from several threads;
///   [logger.noexcept] and does not throw.
/// Default: `spdlog_logger` where spdlog is linked, else `no_logger`.
/// Models: `spdlog_logger`, `no_logger`, `stream_logger`.
template <class L>
concept Logger =
    PlaysRole<L, logger_role> && requirement::LoggerLogs<L> && requirement::LoggerNoexcept<L>;

struct logger_role {
    template <class P>
    static constexpr bool accepts = Logger<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::LoggerLogs<P>)
            static_assert(sizeof(P) == 0, "[logger.log] a Logger needs a member "
                          "`void log(retrain::log_level, std::string_view) noexcept`");
        else if constexpr (!requirement::LoggerNoexcept<P>)
            static_assert(sizeof(P) == 0, "[logger.noexcept] a Logger's `log` must be `noexcept`");
        return accepts<P>;
    }
};

}  // namespace retrain
