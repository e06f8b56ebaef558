#pragma once

#include <string_view>

namespace retrain {

/// How urgent a message is.
enum class log_level { debug, info, warning, error };

[[nodiscard]] constexpr std::string_view name(log_level level) noexcept {
    switch (level) {
        case log_level::debug: return "debug";
        case log_level::info: return "info";
        case log_level::warning: return "warning";
        case log_level::error: return "error";
    }
    return "unknown";
}

}  // namespace retrain
