#pragma once

#include <retrain/detail/append_to_file.hpp>
#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/rotate_file.hpp>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// What `read_jsonl_history` came across.
struct jsonl_tally {
    std::size_t records = 0;
    std::size_t torn = 0;  ///< lines that are no JSON object: a crash or a full disk cut them short
};

/// Shows `visit` each record of a `jsonl_history` as an `nlohmann::ordered_json` object, the oldest
/// first: those in the files that were put aside, `file.9` to `file.1`, and then those in `file`.
/// Torn lines are counted and passed over. Services may go on recording; what they add after the
/// call began may be missing. Nothing is read where there is no file. Keeps one line at a time in
/// memory. Throws `error` (`store_failed`) where a file can't be read, and what `visit` throws.
template <class Visit>
jsonl_tally read_jsonl_history(std::filesystem::path const& file, Visit const& visit) {
    constexpr std::string_view action = "read";
    std::vector<std::pair<std::filesystem::path, detail::descriptor>> parts;
    detail::descriptor current;
    try {
        // Nothing is put aside while writers wait; what is open stays readable after that.
        current = detail::open_in_turn(file, O_RDONLY, LOCK_SH, action);
    } catch (detail::file_error const& refused) {
        // It may have been put aside just now, and the others with it.
        if (refused.code() != ENOENT) throw;
    }
    for (auto const number : detail::rotated_numbers(file)) {
        auto const name = detail::rotated_name(file, number);
        parts.emplace_back(name,
                           detail::descriptor{name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, action});
    }
    std::ranges::reverse(parts);
    if (current.get() != -1) {
        ::flock(current.get(), LOCK_UN);
        parts.emplace_back(file, std::move(current));
    }

    jsonl_tally tally;
    auto const take = [&](std::string_view line) {
        if (line.empty()) return;
        auto const object = nlohmann::ordered_json::parse(line, nullptr, false);
        if (!object.is_object()) {
            ++tally.torn;
            return;
        }
        ++tally.records;
        visit(object);
    };
    for (auto const& [name, opened] : parts) {
        std::string line;
        std::array<char, 65'536> block;
        for (;;) {
            auto const got = ::read(opened.get(), block.data(), block.size());
            if (got == -1 && errno == EINTR) continue;
            if (got == -1) throw detail::file_error{action, name, errno};
            if (got == 0) break;
            std::string_view rest{block.data(), static_cast<std::size_t>(got)};
            for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
                take(line.append(rest.substr(0, end)));
                line.clear();
                rest.remove_prefix(end + 1);
            }
            line.append(rest);
        }
        take(line);
    }
    return tally;
}

}  // namespace retrain
