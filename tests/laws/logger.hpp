#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/logger/concept.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <latch>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace retrain::laws {

inline constexpr std::array every_level{log_level::debug, log_level::info, log_level::warning,
                                        log_level::error};

/// Texts that a logger must survive: nothing, formats, line ends, escapes, broken UTF-8, length.
[[nodiscard]] inline std::vector<std::string> hostile_texts() {
    using namespace std::string_literals;
    return {""s,
            "100 % of {} and {0} and %s%n"s,
            "two\nlines\r\nand a\ttab"s,
            "\x1b[2Jcleared\x07"s,
            "a\0nul"s,
            "not utf-8: \xff\xc3(\xed\xa0\x80"s,
            "\xe2\x80\xa8 and \xc2\x85 end lines too"s,
            std::string(100'000, 'x')};
}

/// [logger.total] Any text can be logged at any level.
template <Logger L>
[[nodiscard]] constexpr bool takes_anything(L& logger) {
    for (auto const level : every_level)
        for (auto const& text : hostile_texts()) logger.log(level, text);
    return true;
}

/// [logger.line] Each message becomes one line without control characters, whatever it contains.
/// `written()` is everything that was written so far.
template <Logger L, class Written>
[[nodiscard]] bool writes_one_line_each(L& logger, Written const& written) {
    auto const texts = hostile_texts();
    std::size_t const before = written().size();
    for (auto const& text : texts) logger.log(log_level::error, text);
    std::string const lines = written().substr(before);
    auto const is_control = [](char c) { return c >= 0 && c < 0x20 && c != '\n'; };
    return std::ranges::count(lines, '\n') == static_cast<std::ptrdiff_t>(texts.size()) &&
           std::ranges::none_of(lines, is_control);
}

/// [logger.threads] Messages of several threads do not mix: equally long messages are equally long
/// lines, and each arrives.
template <Logger L, class Written>
[[nodiscard]] bool keeps_lines_whole(L& logger, Written const& written) {
    constexpr int threads = 4;
    constexpr int messages = 50;
    auto const message = [](int thread, int number) {
        std::string text{"<thread "};
        text.append(std::to_string(thread)).append(", ").append(std::to_string(100 + number));
        return text + '>';
    };
    std::size_t const before = written().size();
    std::latch start{threads};
    {
        std::vector<std::jthread> all;
        for (int thread = 0; thread != threads; ++thread)
            all.emplace_back([&, mine = logger, thread]() mutable {
                start.arrive_and_wait();
                for (int number = 0; number != messages; ++number)
                    mine.log(log_level::error, message(thread, number));
            });
    }
    std::string const lines = written().substr(before);
    std::size_t const length = lines.find('\n') + 1;
    for (std::size_t end = length; end <= lines.size(); end += length)
        if (lines[end - 1] != '\n') return false;
    for (int thread = 0; thread != threads; ++thread)
        for (int number = 0; number != messages; ++number)
            if (lines.find(message(thread, number) + '\n') == std::string::npos) return false;
    return lines.size() == length * threads * messages;
}

}  // namespace retrain::laws
