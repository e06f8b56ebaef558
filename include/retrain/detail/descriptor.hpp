#pragma once

#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <utility>

namespace retrain::detail {

/// An open file, closed when it goes. Never inherited by a program that is executed.
class descriptor {
   public:
    descriptor() noexcept = default;

    /// Opens `path`, or throws `file_error` saying that it can't `action`.
    descriptor(std::filesystem::path const& path, int flags, std::string_view action) {
        do file_ = ::open(path.c_str(), flags | O_CLOEXEC, 0666);  // less the umask
        while (file_ == -1 && errno == EINTR);
        if (file_ == -1) throw file_error{action, path, errno};
    }
    descriptor(descriptor&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~descriptor() {
        if (file_ != -1) ::close(file_);
    }

    [[nodiscard]] int get() const noexcept { return file_; }

    /// Closes at once; a file system may report here that it lost something.
    void close(std::filesystem::path const& path, std::string_view action) {
        if (::close(std::exchange(file_, -1)) == -1 && errno != EINTR)
            throw file_error{action, path, errno};
    }

   private:
    int file_ = -1;
};

}  // namespace retrain::detail
