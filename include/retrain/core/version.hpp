#pragma once

#include <string_view>

namespace retrain {

/// The library's version, stamped into every model that it publishes.
inline constexpr std::string_view library_version = "0.1.0";

}  // namespace retrain
