#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/list_directory.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace retrain::detail {

/// The open file `opened` is what has the name `file` now.
[[nodiscard]] inline bool has_name(descriptor const& opened, std::filesystem::path const& file) {
    struct stat mine {};
    struct stat named {};
    if (::fstat(opened.get(), &mine) == -1) throw file_error{"look at", file, errno};
    if (::lstat(file.c_str(), &named) == -1) {
        if (errno == ENOENT) return false;
        throw file_error{"look at", file, errno};
    }
    return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

/// The name of the `number`th file that was put aside for `file`: the latest is 1.
[[nodiscard]] inline std::filesystem::path rotated_name(std::filesystem::path const& file,
                                                        std::size_t number) {
    auto name = file;
    return name += std::string{"."}.append(std::to_string(number));
}

/// The numbers of the files that were put aside for `file`, the latest first. Throws `file_error`.
[[nodiscard]] inline std::vector<std::size_t> rotated_numbers(std::filesystem::path const& file) {
    std::vector<std::size_t> numbers;
    std::string const start = file.filename().string() + '.';
    for (auto const& name : list_directory(folder_of(file))) {
        if (!name.starts_with(start)) continue;
        std::size_t number = 0;
        auto const* const end = name.data() + name.size();
        auto const read = std::from_chars(name.data() + start.size(), end, number);
        if (read.ec == std::errc{} && read.ptr == end && name == start + std::to_string(number))
            numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

/// Puts `file` aside as `file.1`; what was `file.1` becomes `file.2` and so on up to `file.kept`,
/// whose old content goes. Where a number is free, as after a crash, nothing beyond it moves. The
/// caller has the turn of whoever appends to `file`. Throws `file_error`.
inline void rotate_file(std::filesystem::path const& file, std::size_t kept) {
    if (kept == 0) {
        remove_file(file);
        return;
    }
    std::size_t last = 1;
    while (last < kept && is_there(rotated_name(file, last))) ++last;
    for (; last > 1; --last) rename_file(rotated_name(file, last - 1), rotated_name(file, last));
    rename_file(file, rotated_name(file, 1));
}

}  // namespace retrain::detail
