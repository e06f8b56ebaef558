#pragma once

#include <retrain/core/record.hpp>
#include <retrain/history/concept.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace retrain {

/// Keeps the latest records in memory. Use when a test, or the program itself, wants to look at
/// what its service did.
///
/// It is a handle: all copies share one memory, so the program keeps one and gives the service
/// another. Every member may be called from any thread.
class memory_history {
   public:
    using policy_role = history_role;

    /// Remembers the latest `most` runs and the latest `most` skips.
    explicit memory_history(std::size_t most = 1000) : kept_{std::make_shared<memory>(most)} {}

    // Only copies are declared: a handle that was moved from still shows the records.
    memory_history(memory_history const&) noexcept = default;
    memory_history& operator=(memory_history const&) noexcept = default;
    ~memory_history() = default;

    void record(run_record const& run) { kept_->add(kept_->runs, run); }
    void record(skip_record const& skip) { kept_->add(kept_->skips, skip); }

    /// Copies of what is remembered, the oldest first.
    [[nodiscard]] std::vector<run_record> runs() const { return kept_->copy(kept_->runs); }
    [[nodiscard]] std::vector<skip_record> skips() const { return kept_->copy(kept_->skips); }

   private:
    struct memory {
        explicit memory(std::size_t most) : limit{most} {}

        template <class Record>
        void add(std::deque<Record>& to, Record const& what) {
            std::lock_guard const lock{mutex};
            to.push_back(what);
            if (to.size() > limit) to.pop_front();
        }
        template <class Record>
        [[nodiscard]] std::vector<Record> copy(std::deque<Record> const& from) {
            std::lock_guard const lock{mutex};
            return {from.begin(), from.end()};
        }

        std::size_t const limit;
        std::mutex mutex;
        std::deque<run_record> runs;
        std::deque<skip_record> skips;
    };
    std::shared_ptr<memory> kept_;
};

}  // namespace retrain
