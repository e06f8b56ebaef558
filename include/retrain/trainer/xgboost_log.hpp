#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/core/training.hpp>

#include <xgboost/c_api.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

namespace detail {
using message_sink = decltype(training_request::message);

/// Splits XGBoost's "[12:34:56] WARNING: file.cc:7: text" into level and text on one line. What
/// has no level that we know is `info`.
[[nodiscard]] inline std::pair<log_level, std::string> read_xgboost_message(std::string_view text) {
    if (text.starts_with('['))
        text.remove_prefix(std::min(text.find_first_not_of(' ', text.find(']') + 1), text.size()));
    log_level level = log_level::info;
    constexpr std::pair<std::string_view, log_level> prefixes[] = {{"DEBUG: ", log_level::debug},
                                                                   {"INFO: ", log_level::info},
                                                                   {"WARNING: ", log_level::warning},
                                                                   {"ERROR: ", log_level::error}};
    for (auto const& [prefix, meaning] : prefixes) {
        if (!text.starts_with(prefix)) continue;
        text.remove_prefix(prefix.size());
        level = meaning;
        break;
    }
    std::string line = "XGBoost:";
    for (std::size_t begin = 0; (begin = text.find_first_not_of(" \n", begin)) < text.size();) {
        std::size_t const end = std::min(text.find_first_of(" \n", begin), text.size());
        line.append(1, ' ').append(text.substr(begin, end - begin));
        begin = end;
    }
    return {level, line};
}

inline thread_local message_sink const* xgboost_sink = nullptr;

/// The one function that XGBoost can call; it is given no more than the text.
inline void on_xgboost_message(char const* text) noexcept {
    try {
        auto const [level, line] = read_xgboost_message(text);
        if (xgboost_sink != nullptr && *xgboost_sink)
            (*xgboost_sink)(level, line);
        else
            std::cerr << text << '\n';
    } catch (...) {  // an exception must not pass through the engine: the message is lost
    }
}
}  // namespace detail

/// While it lives, XGBoost's warnings on this thread go to `sink`, which must outlive it; with an
/// empty sink XGBoost is silent. Scopes nest. A message from another thread, or after the scope,
/// goes to std::cerr, as XGBoost's messages do by default. XGBoost can't be asked for a callback
/// that a program had registered before; it is replaced.
class xgboost_log {
   public:
    explicit xgboost_log(detail::message_sink const& sink) : outer_{detail::xgboost_sink} {
        char const* configuration = nullptr;
        if (XGBGetGlobalConfig(&configuration) == 0) before_ = configuration;
        XGBRegisterLogCallback(&detail::on_xgboost_message);
        XGBSetGlobalConfig(sink ? R"({"verbosity":1})" : R"({"verbosity":0})");
        detail::xgboost_sink = &sink;
    }
    xgboost_log(xgboost_log const&) = delete;
    xgboost_log& operator=(xgboost_log const&) = delete;
    ~xgboost_log() {
        detail::xgboost_sink = outer_;
        if (!before_.empty()) XGBSetGlobalConfig(before_.c_str());
    }

   private:
    detail::message_sink const* outer_;
    std::string before_;
};

}  // namespace retrain
