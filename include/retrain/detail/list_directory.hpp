#pragma once

#include <retrain/detail/file_error.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace retrain::detail {

/// The names in `folder`, in no order; none where there is no such folder. They are gathered first,
/// so the caller may remove files while it goes through them. Throws `file_error`.
[[nodiscard]] inline std::vector<std::string> list_directory(std::filesystem::path const& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    std::filesystem::directory_iterator entry{folder, failed};
    for (; !failed && entry != std::filesystem::directory_iterator{}; entry.increment(failed))
        names.push_back(entry->path().filename().string());
    if (failed && failed != std::errc::no_such_file_or_directory)
        throw file_error{"list", folder, failed.value()};
    return names;
}

}  // namespace retrain::detail
