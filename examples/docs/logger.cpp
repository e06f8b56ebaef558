// The code of docs/logger.md.
//! [own]
#include <retrain/core/log_level.hpp>
#include <retrain/logger/concept.hpp>

#include <syslog.h>

#include <string_view>

namespace rt = retrain;

/// Messages go to the system's log.
struct syslog_logger {
    using policy_role = rt::logger_role;

    void log(rt::log_level level, std::string_view text) noexcept {
        constexpr int priorities[]{LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERR};
        ::syslog(LOG_USER | priorities[static_cast<int>(level)], "%.*s",
                 static_cast<int>(text.size()), text.data());
    }
};
static_assert(rt::Logger<syslog_logger>);
//! [own]

#include <retrain/logger/spdlog_logger.hpp>
#include <retrain/logger/stream_logger.hpp>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

//! [spdlog]
/// Before the first service is made: its messages go to a file, warnings and worse.
void log_to(std::string const& file) {
    auto const logger = spdlog::basic_logger_mt("retrain", file);
    logger->set_level(spdlog::level::warn);
    logger->flush_on(spdlog::level::warn);
}
//! [spdlog]

int main() {
    syslog_logger{}.log(rt::log_level::debug, "an example of the documentation");

    std::ostringstream out;
    rt::stream_logger{out}.log(rt::log_level::warning, "two\nlines");
    bool const one_line = out.str().ends_with("Z warning two\\nlines\n");

    auto const file = std::filesystem::temp_directory_path() / "retrain-docs-logger.log";
    std::filesystem::remove(file);
    log_to(file.string());
    rt::spdlog_logger logger;
    logger.log(rt::log_level::info, "not urgent");
    logger.log(rt::log_level::error, "urgent");
    std::ifstream in{file};
    std::string const lines{std::istreambuf_iterator<char>{in}, {}};
    bool const only_urgent = lines.find("urgent") != std::string::npos &&
                             lines.find("not urgent") == std::string::npos;
    return one_line && only_urgent ? 0 : 1;
}
