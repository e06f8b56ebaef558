#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>

namespace retrain::detail {

/// Somebody holds the `directory_lock` of `file` at this moment. Makes no file, and works where
/// the directory can only be read. It has a shared lock for an instant itself, which those
/// who want the lock are patient for. Throws `file_error` where the file is there and can't be asked.
[[nodiscard]] inline bool is_locked(std::filesystem::path const& file) {
    descriptor lock;
    try {
        lock = descriptor{file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, "look at the lock"};
    } catch (file_error const& refused) {
        if (refused.code() == ENOENT) return false;
        throw;
    }
    if (::flock(lock.get(), LOCK_SH | LOCK_NB) == 0) return false;
    if (errno == EWOULDBLOCK) return true;
    throw file_error{"look at the lock", file, errno};
}

}  // namespace retrain::detail
