#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/rotate_file.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

namespace retrain::detail {

/// Opens `file`, or makes it, and waits until nobody else has this turn. It gives back the file
/// that has the name then: another writer may have put the one aside that was opened first.
[[nodiscard]] inline descriptor open_in_turn(std::filesystem::path const& file, int flags, int turn,
                                             std::string_view action) {
    // Where a file system does not number its files, no name ever seems right.
    for (int attempt = 1;; ++attempt) {
        descriptor opened{file, flags | O_NOFOLLOW | O_NONBLOCK, action};
        // A file system that knows no locks still keeps texts apart, since each is appended with
        // one write.
        while (::flock(opened.get(), turn) == -1 && errno == EINTR) {
        }
        if (has_name(opened, file) || attempt == 100) return opened;
    }
}

/// Appends `text`, which ends with a newline, to `file` and waits until it lasts. The file and its
/// folders are made where they are missing. Writers of one file, in this process and in others,
/// take turns; where a crash tore the last line of the file, that line is ended first. A file that
/// would become longer than `limit` bytes is put aside first, as `rotate_file` does with `kept`;
/// where that fails, the text is appended all the same. Throws `file_error`, also where the file
/// is a symbolic link.
inline void append_to_file(std::filesystem::path const& file, std::string_view text,
                           std::uint64_t limit = std::numeric_limits<std::uint64_t>::max(),
                           std::size_t kept = 0) {
    constexpr std::string_view action = "append to";
    constexpr int flags = O_RDWR | O_APPEND | O_CREAT;
    bool is_new = !is_there(file);
    if (is_new) make_directories(folder_of(file));
    auto opened = open_in_turn(file, flags, LOCK_EX, action);
    struct stat status {};
    auto const look = [&] {
        if (::fstat(opened.get(), &status) == -1) throw file_error{action, file, errno};
    };
    look();
    std::exception_ptr unrotated;
    while (S_ISREG(status.st_mode) && status.st_size > 0 && !unrotated &&
           static_cast<std::uint64_t>(status.st_size) + text.size() > limit) {
        try {
            rotate_file(file, kept);
            is_new = true;
            opened = open_in_turn(file, flags, LOCK_EX, action);
            look();
        } catch (file_error const&) {
            unrotated = std::current_exception();
        }
    }

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
    if (lasts && ::fdatasync(opened.get()) == -1) throw file_error{"synchronise", file, errno};
    opened.close(file, action);
    if (lasts && is_new) sync_directory(folder_of(file));
    if (unrotated) std::rethrow_exception(unrotated);
}

}  // namespace retrain::detail
