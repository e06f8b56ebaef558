#include <retrain/core/log_level.hpp>

using namespace retrain;

static_assert(log_level::debug < log_level::info && log_level::info < log_level::warning);
static_assert(log_level::warning < log_level::error);
static_assert(name(log_level::debug) == "debug" && name(log_level::info) == "info");
static_assert(name(log_level::warning) == "warning" && name(log_level::error) == "error");
