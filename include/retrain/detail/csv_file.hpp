#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/csv_text.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <new>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace retrain::detail {

/// A file that others may append to, replace, cut or rewrite while it is read. It is read by `pread`
/// and never mapped: a mapped file that is cut kills its reader.
class csv_file {
   public:
    /// After this time without a write a file is taken to be complete.
    static constexpr std::chrono::seconds rest{2};

    /// Opens the file. Throws `error` (`source_missing`) if there is none that can be read.
    explicit csv_file(std::string path) : path_{std::move(path)} {
        // O_NONBLOCK: opening a named pipe must not wait for its writer.
        handle_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (handle_ < 0) missing(errno, where());
        try {
            at_opening_ = state();
        } catch (...) {
            ::close(handle_);
            throw;
        }
        if (!S_ISREG(at_opening_.st_mode)) {
            ::close(handle_);
            throw error{failure_reason::source_missing,
                        joined(path_, " is no file; name a CSV file as the training data")};
        }
        auto const age = std::chrono::system_clock::now() - modified(at_opening_);
        rested_ = age >= rest;
    }
    csv_file(csv_file const&) = delete;
    csv_file& operator=(csv_file const&) = delete;
    ~csv_file() { ::close(handle_); }

    /// Whether the file had rested when it was opened.
    [[nodiscard]] bool rested() const noexcept { return rested_; }

    /// All bytes up to the size at opening. Throws `error` (`source_changed`) if the file is shorter
    /// by now, `bad_data` if it has more than `most` bytes or the memory can't hold it.
    [[nodiscard]] csv_text read(
        std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) const {
        auto const size = static_cast<std::size_t>(at_opening_.st_size);
        if (size > most)
            throw error{failure_reason::bad_data,
                        joined(path_, ": a file of ", size, " bytes, beyond the limit of ", most,
                               " in csv_options::max_bytes")};
        try {
            csv_text text{size};
            if (read_at(0, text.begin(), size) < size) changed("was cut");
            return text;
        } catch (std::bad_alloc const&) {
            throw error{failure_reason::bad_data, joined(path_, " has ", size,
                                                      " bytes, more than there is memory for")};
        }
    }

    /// Throws `error` (`source_changed`) unless `text`, which was read before, is what the file held
    /// at one moment. That the name belongs to another file by now is no harm. Where the file may
    /// have been written meanwhile, it is read again and must read the same.
    void check(csv_text const& text) const {
        auto const now = state();
        bool const touched = modified(now) != modified(at_opening_);
        if (now.st_size < at_opening_.st_size) changed("was cut");
        if (touched && now.st_size == at_opening_.st_size) changed("was rewritten");
        if ((touched || !rested_) && !reads_the_same(text)) changed("was rewritten");
    }

   private:
    [[nodiscard]] struct stat state() const {
        struct stat found {};
        if (::fstat(handle_, &found) != 0) missing(errno);
        return found;
    }
    [[nodiscard]] static time_point modified(struct stat const& file) noexcept {
        return time_point{std::chrono::seconds{file.st_mtim.tv_sec} +
                          std::chrono::nanoseconds{file.st_mtim.tv_nsec}};
    }

    /// Reads `size` bytes at `offset`, fewer only where the file ends; how many it were.
    [[nodiscard]] std::size_t read_at(std::size_t offset, char* to, std::size_t size) const {
        std::size_t done = 0;
        while (done < size) {
            auto const count =
                ::pread(handle_, to + done, size - done, static_cast<off_t>(offset + done));
            if (count == 0) break;
            if (count > 0)
                done += static_cast<std::size_t>(count);
            else if (errno != EINTR)
                missing(errno);
        }
        return done;
    }
    [[nodiscard]] bool reads_the_same(csv_text const& text) const {
        std::vector<char> block(std::min<std::size_t>(text.size(), 262'144));
        for (std::size_t offset = 0; offset < text.size(); offset += block.size()) {
            std::size_t const size = std::min(block.size(), text.size() - offset);
            if (read_at(offset, block.data(), size) < size ||
                std::memcmp(block.data(), text.begin() + offset, size) != 0)
                return false;
        }
        return true;
    }

    /// Which file a relative path means, and who names it.
    [[nodiscard]] std::string where() const {
        std::filesystem::path const path{path_};
        std::error_code failed;
        auto const whole = std::filesystem::absolute(path, failed);
        return joined(path.is_relative() && !failed ? joined(" (", whole.string(), ")") : "",
                      "; unless the program names the file, the setting training_data "
                      "(RETRAIN_TRAINING_DATA) does");
    }
    [[noreturn]] void missing(int why, std::string const& hint = {}) const {
        throw error{failure_reason::source_missing,
                    joined(path_, " can't be read: ", std::generic_category().message(why), hint)};
    }
    [[noreturn]] void changed(char const* how) const {
        throw error{failure_reason::source_changed,
                    joined(path_, " ", how, " while it was read; it is read again by the next run")};
    }

    std::string path_;
    int handle_ = -1;
    struct stat at_opening_ {};
    bool rested_ = false;
};

}  // namespace retrain::detail
