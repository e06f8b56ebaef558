#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

// Files that are either there as a whole or not at all, also after a loss of power. Every function
// throws `file_error` where a step fails. Two writers of one file need a lock around them.
namespace retrain::detail {

/// The folder that `path` is in; "." for a bare name.
[[nodiscard]] inline std::filesystem::path folder_of(std::filesystem::path const& path) {
    auto folder = path.parent_path();
    return folder.empty() ? std::filesystem::path{"."} : folder;
}

/// Where `path` is written before it takes its name. A left-over of a killed writer is replaced by
/// the next one.
[[nodiscard]] inline std::filesystem::path temporary_for(std::filesystem::path const& path) {
    std::string name{"."};
    name.append(path.filename().string()).append(".tmp");
    return path.parent_path() / name;
}

/// Makes the names in `folder` last. A file system that has no such operation is left alone.
inline void sync_directory(std::filesystem::path const& folder) {
    descriptor const directory{folder, O_RDONLY | O_DIRECTORY, "synchronise"};
    if (::fsync(directory.get()) == -1 && errno != EINVAL)
        throw file_error{"synchronise", folder, errno};
}

/// Throws `file_error` where `folder` is a symbolic link that neither `self` nor root made: whoever
/// may write beside the program's files could lead it elsewhere. A link of the operator's own to
/// another disk is fine, and so is a folder that is not there.
inline void refuse_foreign_link(std::filesystem::path const& folder, ::uid_t self = ::geteuid()) {
    struct stat status {};
    if (::lstat(folder.c_str(), &status) == -1) return;
    if (S_ISLNK(status.st_mode) && status.st_uid != self && status.st_uid != 0)
        throw file_error{"follow the link of another user", folder, ELOOP};
}

/// Makes `folder` and the folders above it where they are missing, and makes their names last.
inline void make_directories(std::filesystem::path const& folder) {
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return;
    make_directories(folder.parent_path());
    if (::mkdir(folder.c_str(), 0777) == -1) {
        int const code = errno;
        if (code == EEXIST && std::filesystem::is_directory(folder, ignored)) return;
        throw file_error{"make the directory", folder, code == EEXIST ? ENOTDIR : code};
    }
    sync_directory(folder_of(folder));
}

/// Removes a name, which need not be there. Tells whether it was.
inline bool remove_file(std::filesystem::path const& path) {
    if (::unlink(path.c_str()) == 0) return true;
    if (errno != ENOENT) throw file_error{"remove", path, errno};
    return false;
}

inline void rename_file(std::filesystem::path const& from, std::filesystem::path const& to) {
    if (::rename(from.c_str(), to.c_str()) == -1) throw file_error{"rename to", to, errno};
}

/// Writes a new file and waits until its bytes last; its name may not last yet. What stood under
/// the name is unlinked, not written through. A file that could not be written whole is removed.
inline void write_new_file(std::filesystem::path const& path, std::span<std::byte const> bytes) {
    remove_file(path);
    descriptor file{path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, "create"};
    try {
        while (!bytes.empty()) {
            auto const written = ::write(file.get(), bytes.data(), bytes.size());
            if (written == -1 && errno == EINTR) continue;
            if (written == -1) throw file_error{"write", path, errno};
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        if (::fsync(file.get()) == -1) throw file_error{"synchronise", path, errno};
        file.close(path, "write");
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
}

/// Puts `bytes` under the name `path`, replacing what was there: a reader, and a restart after a
/// loss of power, finds the old content or the new. `sync_directory` makes the new one last.
inline void place_file(std::filesystem::path const& path, std::span<std::byte const> bytes) {
    auto const temporary = temporary_for(path);
    write_new_file(temporary, bytes);
    try {
        rename_file(temporary, path);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}
inline void place_file(std::filesystem::path const& path, std::string_view text) {
    place_file(path, std::as_bytes(std::span{text}));
}

/// Gives the file `from` the further name `to`, unless something has that name already. Tells
/// whether it did.
[[nodiscard]] inline bool link_file(std::filesystem::path const& from,
                                    std::filesystem::path const& to) {
    if (::link(from.c_str(), to.c_str()) == 0) return true;
    if (errno != EEXIST) throw file_error{"create", to, errno};
    return false;
}

/// Makes `path` a symbolic link to `target`, replacing the link or file that was there.
inline void place_link(std::filesystem::path const& path, std::string const& target) {
    auto const temporary = temporary_for(path);
    remove_file(temporary);
    if (::symlink(target.c_str(), temporary.c_str()) == -1)
        throw file_error{"make the link", path, errno};
    rename_file(temporary, path);
}

/// Something has the name `path`, be it a link to nowhere.
[[nodiscard]] inline bool is_there(std::filesystem::path const& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) return true;
    if (errno != ENOENT) throw file_error{"look at", path, errno};
    return false;
}

/// Where something that is in the way can be kept: the first free of `path.word-1`, `path.word-2`...
[[nodiscard]] inline std::filesystem::path free_name(std::filesystem::path const& path,
                                                     std::string_view word) {
    for (std::size_t number = 1;; ++number) {
        auto candidate = path;
        candidate += std::string{"."}.append(word).append("-").append(std::to_string(number));
        if (!is_there(candidate)) return candidate;
    }
}

}  // namespace retrain::detail
