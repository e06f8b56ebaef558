// A minimal program that lives by a model and retrains it: it waits for events, a line each on the
// standard input, and ends on SIGTERM. `trader FOLDER` keeps all files in that folder.
#include "service.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <syncstream>

namespace {

namespace rt = retrain;
using trader_service = trading::service<rt::background_executor, rt::stream_logger>;

void say(std::string const& line) { std::osyncstream{std::cout} << line << std::endl; }

/// "backtest", "batch 64", "tick", or "live" to be told who answers.
void take(std::string_view line, rt::event_bus& bus, trader_service& service) {
    constexpr std::string_view batch = "batch ";
    if (line == "backtest") {
        bus.publish(rt::backtest_completed{});
    } else if (line == "tick") {
        bus.publish(rt::clock_tick{rt::time_point{std::chrono::system_clock::now()}});
    } else if (line == "live") {
        auto const serving = service.live<custom_policy::nearest_centroid>();
        say((serving ? "serves version " + std::to_string(serving->version().version)
                     : std::string{"serves none"}) +
            (service.paused() ? ", and is paused" : ""));
    } else if (line.starts_with(batch)) {
        rt::analysis_completed done;
        std::from_chars(line.data() + batch.size(), line.data() + line.size(), done.batch_size);
        bus.publish(done);
    } else {
        std::cerr << "trader: '" << line << "' is none of: backtest, batch N, tick, live\n";
    }
}

/// SIGTERM and SIGINT as a file to wait for; all threads that start later leave them to it.
[[nodiscard]] int end_signals() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    return signalfd(-1, &ends, SFD_CLOEXEC);
}

void run(std::filesystem::path const& folder) {
    int const ends = end_signals();
    auto const [values, warnings] = trading::settings_in(folder);
    std::filesystem::create_directories(values.models_directory);
    trader_service service{values, rt::stream_logger{std::cerr}};
    for (auto const& warning : warnings) service.logger().log(rt::log_level::warning, warning);
    rt::event_bus bus;
    auto const each_run = bus.subscribe<trader_service::completed>(
        [](auto const& completed) { say(rt::describe(completed.run)); });
    auto const connection = service.connect(bus);
    say("ready");

    std::array<pollfd, 2> waited{{{ends, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
    std::string line;
    for (;;) {
        if (::poll(waited.data(), waited.size(), -1) == -1) continue;
        if (waited[0].revents != 0) break;
        if (waited[1].revents == 0) continue;
        std::array<char, 256> text{};
        auto const got = ::read(STDIN_FILENO, text.data(), text.size());
        if (got <= 0) waited[1].fd = -1;  // no more events of this kind
        for (char const c :
             std::string_view{text.data(), got > 0 ? static_cast<std::size_t>(got) : 0}) {
            if (c != '\n') {
                line += c;
                continue;
            }
            take(line, bus, service);
            line.clear();
        }
    }
    say("ends");
}

}  // namespace

int main(int argument_count, char** arguments) {
    try {
        if (argument_count != 2)
            throw std::runtime_error{"say which folder it works in: trader FOLDER"};
        run(arguments[1]);
        return 0;
    } catch (std::exception const& problem) {
        std::cerr << "trader: " << problem.what() << '\n';
        return 1;
    }
}
