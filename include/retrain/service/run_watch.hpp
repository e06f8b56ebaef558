#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/settings.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <unistd.h>

namespace retrain {

namespace detail {
/// Bytes of memory that this process has in use; nothing where the system does not tell.
[[nodiscard]] inline std::optional<std::uint64_t> resident_bytes() noexcept {
    std::FILE* const file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr) return std::nullopt;
    unsigned long long whole = 0, resident = 0;
    int const read = std::fscanf(file, "%llu %llu", &whole, &resident);
    std::fclose(file);
    if (read != 2) return std::nullopt;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// Throws `error` (`store_failed`) where less than `least` bytes are free in `directory`, or where
/// it is to be made.
inline void require_free_space(std::filesystem::path directory, std::uint64_t least) {
    std::error_code failed;
    while (!std::filesystem::exists(directory, failed) && directory.has_parent_path() &&
           directory != directory.parent_path())
        directory = directory.parent_path();
    if (directory.empty()) directory = ".";
    auto const space = std::filesystem::space(directory, failed);
    if (failed || space.available >= least) return;
    constexpr std::uint64_t megabyte = 1'000'000;
    throw error{failure_reason::store_failed,
                "'" + directory.string() + "' has " + std::to_string(space.available / megabyte) +
                    " MB free, and a run needs " + std::to_string(least / megabyte) +
                    "; free some space, or lower RETRAIN_MIN_FREE_DISK_MB"};
}
}  // namespace detail

/// Keeps a run within its budget of time and memory: calls `stop` once it is exceeded, from a thread
/// of its own. Looks meanwhile, every `look_seconds`, at what other processes do. Without a budget and
/// without anything to look at there is no thread.
class run_watch {
   public:
    /// The budgets are `max_run_minutes` and `max_memory_mb` of `limits`; 0 is none. `look_again` may
    /// be empty.
    run_watch(settings const& limits, std::function<void()> stop,
              std::function<void()> look_again = {})
        : minutes_{limits.max_run_minutes}, megabytes_{limits.max_memory_mb} {
        bool const looks = look_again && limits.look_seconds > 0;
        if (minutes_ <= 0 && megabytes_ == 0 && !looks) return;
        std::chrono::duration<double> const every{limits.look_seconds};
        watcher_ = std::jthread{[this, looks, every, stop = std::move(stop),
                                 look_again = std::move(look_again)](std::stop_token ended) {
            auto const begin = std::chrono::steady_clock::now();
            auto looked = begin;
            std::unique_lock lock{mutex_};
            while (!exceeded_ &&
                   !changed_.wait_for(lock, ended, std::chrono::milliseconds{50},
                                      [] { return false; }) &&
                   !ended.stop_requested()) {
                auto const now = std::chrono::steady_clock::now();
                exceeded_ = over_budget(now - begin);
                if (!looks || now - looked < every) continue;
                looked = now;
                look_again();
            }
            bool const stops = exceeded_.has_value();
            lock.unlock();
            if (stops) stop();
        }};
    }

    /// Ends the watch, and says in `run` what was cancelled because of it.
    void settle(run_record& run) {
        watcher_ = {};
        if (!exceeded_) return;
        auto const rename = [&](std::optional<failure>& what) {
            if (what && what->why == failure_reason::cancelled) what = exceeded_;
        };
        rename(run.failure);
        for (auto& model : run.models) rename(model.failure);
    }

   private:
    [[nodiscard]] std::optional<failure> over_budget(
        std::chrono::steady_clock::duration elapsed) const {
        std::chrono::duration<double, std::chrono::minutes::period> const spent{elapsed};
        if (minutes_ > 0 && spent.count() > minutes_)
            return failure{failure_reason::timed_out,
                           "the run was stopped after its budget of " + std::to_string(minutes_) +
                               " minutes; train less, or raise RETRAIN_MAX_RUN_MINUTES"};
        if (megabytes_ > 0)
            if (auto const used = detail::resident_bytes(); used && *used / 1'000'000 > megabytes_)
                return failure{failure_reason::memory_exceeded,
                               "the run was stopped when the process used " +
                                   std::to_string(*used / 1'000'000) + " MB, more than its budget of " +
                                   std::to_string(megabytes_) +
                                   "; train less, or raise RETRAIN_MAX_MEMORY_MB"};
        return std::nullopt;
    }

    double minutes_;
    std::uint64_t megabytes_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<failure> exceeded_;
    std::jthread watcher_;
};

}  // namespace retrain
