#pragma once

#include <retrain/detail/descriptor.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>

namespace operate {

/// A copy of a history in a folder of its own, for a user who may read the history but not write
/// beside it, as SQLite has to even for reading. It is made while no service records, and removed
/// with the object. Throws `retrain::detail::file_error`.
class history_copy {
   public:
    explicit history_copy(std::filesystem::path const& file) {
        auto const turn = wait_for_turn(file);
        auto name = (std::filesystem::temp_directory_path() / "operate-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw retrain::detail::file_error{"make the directory", name, errno};
        folder_ = name;
        file_ = folder_ / file.filename();
        try {
            copy(file, file_);
            // What a killed service recorded last is still in the log.
            auto log = file, log_copy = file_;
            if (retrain::detail::is_there(log += "-wal")) copy(log, log_copy += "-wal");
        } catch (...) {
            remove();
            throw;
        }
    }
    history_copy(history_copy const&) = delete;
    history_copy& operator=(history_copy const&) = delete;
    ~history_copy() { remove(); }

    [[nodiscard]] std::filesystem::path const& file() const noexcept { return file_; }

   private:
    /// Who records holds this lock; whoever may read it may wait for it.
    [[nodiscard]] static retrain::detail::descriptor wait_for_turn(
        std::filesystem::path const& file) {
        auto const guard = file.parent_path() / ("." + file.filename().string() + ".lock");
        retrain::detail::descriptor lock{guard, O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
                                         "open the lock"};
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        while (::flock(lock.get(), LOCK_SH | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK && errno != EINTR)
                throw retrain::detail::file_error{"take the lock", guard, errno};
            if (std::chrono::steady_clock::now() >= end)
                throw retrain::detail::file_error{"take the lock", guard, ETIMEDOUT};
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
        return lock;
    }

    static void copy(std::filesystem::path const& from, std::filesystem::path const& to) {
        std::error_code failed;
        std::filesystem::copy_file(from, to, failed);
        if (failed) throw retrain::detail::file_error{"copy", from, failed.value()};
    }
    void remove() noexcept {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    std::filesystem::path folder_;
    std::filesystem::path file_;
};

}  // namespace operate
