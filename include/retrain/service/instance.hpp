#pragma once

#include <retrain/config/environment.hpp>
#include <retrain/config/load_settings.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/service/switchboard.hpp>

#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace retrain {

namespace detail {
template <class Service>
struct process_wide {
    std::mutex mutex;
    std::optional<Service> service;
};
template <class Service>
[[nodiscard]] process_wide<Service>& place_of_instance() {
    static process_wide<Service> place;
    return place;
}
}  // namespace detail

/// Makes the process-wide service of this type from `arguments`, as its constructor takes them.
/// Throws `error` if there is one already, or what the constructor throws.
template <class Service, class... Arguments>
Service& configure_instance(Arguments&&... arguments) {
    auto& place = detail::place_of_instance<Service>();
    std::scoped_lock const lock{place.mutex};
    if (place.service)
        throw error{failure_reason::bad_parameter,
                    "the process-wide service exists already; configure it once, before its first use"};
    return place.service.emplace(std::forward<Arguments>(arguments)...);
}

/// The process-wide service of this type. Throws `error` if it was not configured yet.
template <class Service>
[[nodiscard]] Service& instance() {
    auto& place = detail::place_of_instance<Service>();
    std::scoped_lock const lock{place.mutex};
    if (!place.service)
        throw error{failure_reason::bad_parameter,
                    "the process-wide service is used before it exists; call "
                    "retrain::configure_instance<service>(...) first"};
    return *place.service;
}

/// Connects the process-wide service to `bus`: from here on it retrains by itself.
template <class Service, class Bus>
[[nodiscard]] connection setup_retraining(Bus& bus) {
    auto& service = instance<Service>();
    auto opened = service.connect(bus);
    service.logger().log(log_level::info, "automatic retraining is set up");
    return opened;
}

/// Connects the process-wide service to `bus` where `RETRAIN_ENABLED` is true; else the connection
/// is empty. The log says which it was, and repeats the warnings of `load_settings`. Throws `settings_error` if the variable is neither.
template <class Service, class Bus>
[[nodiscard]] connection setup_retraining_from_environment(
    Bus& bus, environment const& variables = environment::of_process()) {
    auto const found = load_settings<settings>(variables);
    auto& log = instance<Service>().logger();
    for (auto const& warning : found.warnings) log.log(log_level::warning, warning);
    if (found.values.enabled) return setup_retraining<Service>(bus);
    log.log(log_level::info, "automatic retraining is off; set RETRAIN_ENABLED=true to set it up");
    return {};
}

}  // namespace retrain
