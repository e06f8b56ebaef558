#pragma once

#include <retrain/detail/append_to_file.hpp>
#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/rotate_file.hpp>

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

namespace retrain::detail {

/// Shows `visit` each line, without its end, that `append_to_file` wrote to `file`, the oldest
/// first: those of the files that were put aside, and then those in `file`.
/// Nothing is read where there is no file. Keeps one line at a time in memory. Throws `file_error`
/// where a file can't be read, and what `visit` throws.
template <class Visit>
void read_lines(std::filesystem::path const& file, Visit const& visit) {
    constexpr std::string_view action = "read";
    std::vector<std::pair<std::filesystem::path, descriptor>> parts;
    descriptor current;
    try {
        // Nothing is put aside while writers wait; what is open stays readable after that.
        current = open_in_turn(file, O_RDONLY, LOCK_SH, action);
    } catch (file_error const& refused) {
        // It may have been put aside just now, and the others with it.
        if (refused.code() != ENOENT) throw;
    }
    for (auto const number : rotated_numbers(file)) {
        auto const name = rotated_name(file, number);
        parts.emplace_back(name, descriptor{name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, action});
    }
    std::ranges::reverse(parts);
    if (current.get() != -1) {
        ::flock(current.get(), LOCK_UN);
        parts.emplace_back(file, std::move(current));
    }

    for (auto const& [name, opened] : parts) {
        std::string line;
        std::array<char, 65'536> block;
        for (;;) {
            auto const got = ::read(opened.get(), block.data(), block.size());
            if (got == -1 && errno == EINTR) continue;
            if (got == -1) throw file_error{action, name, errno};
            if (got == 0) break;
            std::string_view rest{block.data(), static_cast<std::size_t>(got)};
            for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
                visit(std::string_view{line.append(rest.substr(0, end))});
                line.clear();
                rest.remove_prefix(end + 1);
            }
            line.append(rest);
        }
        if (!line.empty()) visit(std::string_view{line});
    }
}

}  // namespace retrain::detail
