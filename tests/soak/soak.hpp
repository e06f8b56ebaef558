#pragma once

#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/drift/page_hinkley.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/executor/background_executor.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/trigger/on_drift.hpp>
#include <retrain/validation/no_validation.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <malloc.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

// What a service leaves behind after many runs: memory, descriptors, threads, files.
namespace retrain::testing {

/// What the process holds at one moment. `heap` and `resident` are in bytes.
struct holdings {
    std::size_t heap = 0;      ///< that malloc has given out and not got back
    std::size_t resident = 0;  ///< VmRSS
    std::size_t descriptors = 0;
    std::size_t threads = 0;

    [[nodiscard]] static holdings now() {
        auto const entries = [](char const* folder) {
            std::filesystem::directory_iterator const each{folder};
            return static_cast<std::size_t>(std::distance(begin(each), end(each)));
        };
        ::malloc_trim(0);  // free memory is not held
        holdings found;
        auto const info = ::mallinfo2();
        found.heap = info.uordblks + info.hblkhd;
        found.descriptors = entries("/proc/self/fd");
        found.threads = entries("/proc/self/task");
        std::size_t pages = 0;
        std::ifstream{"/proc/self/statm"} >> pages >> pages;
        found.resident = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        return found;
    }
};

/// What is in a folder, with all below it.
struct disk_use {
    std::uintmax_t bytes = 0;
    std::size_t files = 0;
    std::size_t temporary = 0;

    [[nodiscard]] static disk_use of(std::filesystem::path const& folder) {
        disk_use found;
        for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
            if (!entry.is_regular_file() || entry.is_symlink()) continue;
            ++found.files;
            found.bytes += entry.file_size();
            auto const name = entry.path().filename().string();
            if (name.find("tmp") != std::string::npos) ++found.temporary;
        }
        return found;
    }
};

/// The sanitizers keep what was freed, to find who uses it; the address sanitizer finds leaks itself.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool memory_tells = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool memory_tells = false;
#else
inline constexpr bool memory_tells = true;
#endif
#else
inline constexpr bool memory_tells = true;
#endif

struct soak_plan {
    std::size_t decisions = 0;
    std::size_t runs = 0;
    std::size_t warm_up = 0;  ///< runs before the first measurement
};
struct growth {
    std::ptrdiff_t heap = 0;
    std::ptrdiff_t resident = 0;
};

/// An hour between two decisions, and one run in so many of them.
template <class Trainer>
class soaked_world {
    struct nudge {};
    using service_type = retraining_service<
        any_of<on<nudge>, on_drift<page_hinkley<>>>, min_interval<>, csv_source<>, Trainer,
        no_validation, file_store, file_ledger, timestamped_backup<keep_last<10>>,
        record_to<text_history, jsonl_history, sqlite_history>, background_executor, virtual_clock,
        no_logger>;

   public:
    explicit soaked_world(Trainer trainer = {}) : trainer_{std::move(trainer)} {
        values_.models_directory = (scratch_ / "models").string();
        values_.logs_directory = (scratch_ / "logs").string();
        values_.training_data = (scratch_ / "rows.csv").string();
        values_.threads = 1;
        std::ofstream{values_.training_data} << "side,noise,label,ticker,entry_date,exit_date\n";
        for (int row = 0; row < 200; ++row) append_row();
    }

    /// Makes the decisions and the runs of `plan`, checks what has to stay as it is, and tells how
    /// memory has grown since the warm-up.
    [[nodiscard]] growth soak(soak_plan const& plan) {
        auto const each = plan.decisions / plan.runs;  // decisions a run
        values_.min_interval_hours = static_cast<double>(each);
        service_type service{values_, clock_, trainer_,
                             file_store{values_.models_directory, 10}};
        auto const line = service.connect(bus_);
        std::promise<void> ended;
        auto const waiting = bus_.subscribe<typename service_type::completed>(
            [&](auto const&) { ended.set_value(); });
        // What was asked of the worker before a run is done when the run has ended.
        auto const wait_for_run = [&] {
            ended.get_future().wait();
            ended = {};
        };
        holdings first{};
        disk_use models{}, logs{};
        for (std::size_t decision = 0; decision < plan.decisions; ++decision) {
            clock_.advance(std::chrono::hours{1});
            bool const runs = decision % each == 0;
            if (!runs) {  // refused, for the interval is not over; drift is watched all the same
                bus_.publish(prediction_outcome{"soaked", 1, clock_.now(),
                                                decision % 3 == 0 ? 1.0 : 0.0, 0.5});
                bus_.publish(nudge{});
                continue;
            }
            append_row();
            bus_.publish(nudge{});
            wait_for_run();
            if (decision == plan.warm_up * each) {
                first = holdings::now();
                models = disk_use::of(scratch_ / "models");
                logs = disk_use::of(scratch_ / "logs");
            }
        }
        (void)service.request("the end");
        wait_for_run();
        auto const last = holdings::now();
        auto const totals = service.stats();
        CHECK(totals.attempts == plan.runs + 1);
        CHECK(totals.promoted == plan.runs + 1);
        CHECK(totals.failed == 0);
        CHECK(totals.skips.at("interval_not_over") >= plan.decisions - plan.runs);
        CHECK(totals.can_retrain_now.refused->why == skip_reason::interval_not_over);
        CHECK(last.descriptors == first.descriptors);
        CHECK(last.threads == first.threads);
        check_disk(plan, models, logs);
        growth grown{static_cast<std::ptrdiff_t>(last.heap - first.heap),
                           static_cast<std::ptrdiff_t>(last.resident - first.resident)};
        auto const kib = [](auto bytes) { return static_cast<std::ptrdiff_t>(bytes) / 1024; };
        WARN(plan.decisions << " decisions, " << totals.attempts << " runs, after "
                            << plan.warm_up << " of them: heap " << kib(first.heap) << " KiB "
                            << std::showpos << kib(grown.heap) << std::noshowpos << ", resident "
                            << kib(first.resident) << " KiB " << std::showpos
                            << kib(grown.resident) << std::noshowpos << ", descriptors "
                            << last.descriptors << ", threads " << last.threads);
        if (!memory_tells) grown = {};
        return grown;
    }

   private:
    void check_disk(soak_plan const& plan, disk_use const& models, disk_use const& logs) {
        auto const models_now = disk_use::of(scratch_ / "models");
        auto const logs_now = disk_use::of(scratch_ / "logs");
        WARN("models " << models.bytes / 1024 << " -> " << models_now.bytes / 1024 << " KiB in "
                       << models.files << " -> " << models_now.files << " files; history "
                       << logs.bytes / 1024 << " -> " << logs_now.bytes / 1024 << " KiB in "
                       << logs_now.files << " files");
        // The champion, ten versions before it, and ten backups: no more after more runs.
        CHECK(models_now.files == models.files);
        CHECK(models_now.temporary + logs_now.temporary == 0);
        CHECK(models_now.bytes < models.bytes + models.bytes / 5);
        // As much for each further run as for each before.
        auto const later = static_cast<double>(logs_now.bytes - logs.bytes) /
                           static_cast<double>(plan.runs + 1 - plan.warm_up - 1);
        auto const before = static_cast<double>(logs.bytes) / static_cast<double>(plan.warm_up + 1);
        CHECK(later < 1.25 * before);
        CHECK(logs_now.files == logs.files);
    }

    void append_row() {
        auto const date = [](time_point at) {
            std::chrono::year_month_day const day{std::chrono::floor<std::chrono::days>(at)};
            char text[16];
            std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                          static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
            return std::string{text};
        };
        auto const entry = start_ + std::chrono::days{rows_};
        int const side = rows_ % 2;
        std::ofstream{values_.training_data, std::ios::app}
            << side << ',' << 0.01 * (rows_ * 7 % 97) << ',' << (side == 0 ? "buy" : "avoid")
            << ",T" << rows_ << ',' << date(entry) << ',' << date(entry + std::chrono::days{2})
            << '\n';
        ++rows_;
    }

    static constexpr time_point start_ = std::chrono::sys_days{std::chrono::year{2018} / 1 / 1};

    scratch_directory scratch_;
    settings values_;
    int rows_ = 0;
    virtual_clock clock_{start_ + std::chrono::days{900}};
    Trainer trainer_;
    event_bus bus_{[](log_level, std::string_view text) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
        std::abort();
    }};
};

}  // namespace retrain::testing
