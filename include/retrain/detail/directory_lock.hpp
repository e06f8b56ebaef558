#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

namespace retrain::detail {

/// The right to change what is in a directory, held through a lock file in it. The system takes it
/// back when the holder ends, however it ends. It excludes other processes and also other locks of
/// the same process. A child that is forked meanwhile can't give it back.
/// The lock file is empty, stays where it is, and must not be removed.
class directory_lock {
   public:
    /// Holds nothing.
    directory_lock() noexcept = default;
    directory_lock(directory_lock&& other) noexcept
        : file_{std::move(other.file_)}, owner_{std::exchange(other.owner_, 0)} {}
    directory_lock& operator=(directory_lock&& other) noexcept {
        directory_lock taken{std::move(other)};
        std::swap(file_, taken.file_);
        std::swap(owner_, taken.owner_);
        return *this;
    }
    ~directory_lock() { unlock(); }

    /// Takes the lock if nobody holds it, or gives it back within `patience`. Makes the folder of
    /// `file` where it is missing. Throws `file_error` where no lock file can be made.
    [[nodiscard]] static directory_lock try_acquire(std::filesystem::path const& file,
                                                    std::chrono::milliseconds patience) {
        auto const end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            auto lock = try_acquire(file);
            if (lock || std::chrono::steady_clock::now() >= end) return lock;
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
    }

    /// The same without patience.
    [[nodiscard]] static directory_lock try_acquire(std::filesystem::path const& file) {
        make_directories(folder_of(file));
        directory_lock lock;
        lock.file_ = descriptor{file, O_RDWR | O_CREAT | O_NOFOLLOW, "open the lock"};
        if (::flock(lock.file_.get(), LOCK_EX | LOCK_NB) == 0)
            lock.owner_ = ::getpid();
        else if (errno != EWOULDBLOCK)
            throw file_error{"take the lock", file, errno};
        return lock;
    }

    /// Waits for the lock. Throws `file_error` where somebody else holds it for all of `patience`.
    [[nodiscard]] static directory_lock acquire(std::filesystem::path const& file,
                                                std::chrono::milliseconds patience) {
        auto lock = try_acquire(file, patience);
        if (!lock)
            throw file_error{"take the lock, which somebody else has held for " +
                                 std::to_string(patience.count()) + " ms,",
                             file, ETIMEDOUT};
        return lock;
    }

    /// The lock is held.
    [[nodiscard]] explicit operator bool() const noexcept { return owner_ != 0; }

    /// Gives it back; does nothing where it is not held.
    void unlock() noexcept {
        if (std::exchange(owner_, 0) == ::getpid()) ::flock(file_.get(), LOCK_UN);
        file_ = descriptor{};
    }

   private:
    descriptor file_;
    ::pid_t owner_ = 0;  ///< 0: not held
};

}  // namespace retrain::detail
