#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace retrain::detail {

/// The bytes of the regular file `path`; nothing where there is none. Throws `file_error` where it
/// is longer than `limit`, is a symbolic link or no file, or can't be read. Never waits.
[[nodiscard]] inline std::optional<std::vector<std::byte>> read_file(
    std::filesystem::path const& path, std::uint64_t limit) {
    descriptor file;
    try {
        file = descriptor{path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, "read"};
    } catch (file_error const& refused) {
        if (refused.code() == ENOENT) return std::nullopt;
        throw;
    }
    struct stat status {};
    if (::fstat(file.get(), &status) == -1) throw file_error{"read", path, errno};
    if (S_ISDIR(status.st_mode)) throw file_error{"read", path, EISDIR};
    if (!S_ISREG(status.st_mode)) throw file_error{"read", path, EINVAL};
    if (static_cast<std::uint64_t>(status.st_size) > limit) throw file_error{"read", path, EFBIG};

    std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        auto const got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
        if (got == -1 && errno == EINTR) continue;
        if (got == -1) throw file_error{"read", path, errno};
        if (got == 0) break;  // cut meanwhile; whoever knows the length finds out
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

/// The same bytes as characters; valid while `bytes` is.
[[nodiscard]] inline std::string_view as_text(std::vector<std::byte> const& bytes) noexcept {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace retrain::detail
