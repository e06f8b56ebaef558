#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace retrain::detail {

/// Appends `text`, which ends with a newline, to `file` and waits until it lasts. The file and its
/// folders are made where they are missing. Writers of one file, in this process and in others,
/// take turns; where a crash tore the last line of the file, that line is ended first. A symbolic link
/// in the file's place is not followed. Throws `file_error`.
inline void append_to_file(std::filesystem::path const& file, std::string_view text) {
    constexpr std::string_view action = "append to";
    bool const is_new = !is_there(file);
    if (is_new) make_directories(folder_of(file));
    descriptor opened{file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, action};

    // Without turns, a line that is half written would look like a torn one. A file system that
    // knows no locks still keeps texts apart, since each is appended with one write.
    while (::flock(opened.get(), LOCK_EX) == -1 && errno == EINTR) {
    }
    struct stat status {};
    if (::fstat(opened.get(), &status) == -1) throw file_error{action, file, errno};
    bool const lasts = S_ISREG(status.st_mode);  // a device keeps nothing
    char last = '\n';
    if (lasts && status.st_size > 0 && ::pread(opened.get(), &last, 1, status.st_size - 1) == -1)
        throw file_error{action, file, errno};

    std::string whole{text};
    if (last != '\n') whole.insert(0, 1, '\n');
    for (std::string_view rest = whole; !rest.empty();) {
        auto const written = ::write(opened.get(), rest.data(), rest.size());
        if (written == -1 && errno == EINTR) continue;
        if (written == -1) throw file_error{action, file, errno};
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!lasts) return;
    if (::fdatasync(opened.get()) == -1) throw file_error{"synchronise", file, errno};
    opened.close(file, action);
    if (is_new) sync_directory(folder_of(file));
}

}  // namespace retrain::detail
