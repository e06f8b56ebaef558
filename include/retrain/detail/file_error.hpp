#pragma once

#include <retrain/core/error.hpp>

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace retrain::detail {

/// What a person can do about `code`, an errno; empty where the code's own text says it.
[[nodiscard]] constexpr std::string_view advice_for(int code) noexcept {
    switch (code) {
        case ENOSPC:
        case EDQUOT: return "; free some space and try again";
        case EFBIG: return "; raise the limit on file sizes, or look at what is in it";
        case EACCES:
        case EPERM: return "; give the program's user the right to it";
        case EROFS: return "; mount the file system writable, or name another directory";
        case ELOOP: return "; a symbolic link stands where a file of the program's own belongs";
        case ENOTDIR: return "; a file stands where a directory belongs";
        default: return "";
    }
}

/// A system call on a file failed. Its sentence names the action, the path and the system's words.
class file_error : public error {
   public:
    file_error(std::string_view action, std::filesystem::path const& path, int code)
        : error{failure_reason::store_failed,
                "can't " + std::string{action} + " '" + path.string() +
                    "': " + std::generic_category().message(code).append(advice_for(code))},
          code_{code} {}

    /// The errno.
    [[nodiscard]] int code() const noexcept { return code_; }

    /// What stands there is not the file that belongs there, so trying again does not help. A disk
    /// that can't be read (`EIO`) may be well again later.
    [[nodiscard]] bool means_damage() const noexcept {
        switch (code_) {
            case EFBIG:
            case EINVAL:
            case EISDIR:
            case ELOOP:
            case ENOTDIR:
            case ENXIO: return true;
            default: return false;
        }
    }

   private:
    int code_;
};

}  // namespace retrain::detail
