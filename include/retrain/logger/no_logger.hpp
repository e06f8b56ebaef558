#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/logger/concept.hpp>

#include <string_view>

namespace retrain {

/// Drops every message. Use when nobody reads logs; the history and the reports still tell what
/// happened. It is the default where spdlog is not linked.
struct no_logger {
    using policy_role = logger_role;

    static constexpr void log(log_level, std::string_view) noexcept {}
};

}  // namespace retrain
