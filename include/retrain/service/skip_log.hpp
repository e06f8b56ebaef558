#pragma once

#include <retrain/core/record.hpp>

#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace retrain {

/// Skips on their way from the event's thread to the history: a flood of equal ones is one record
/// that counts them, and however many differ, only so many are kept.
class skip_log {
   public:
    static constexpr std::size_t capacity = 1'000;

    /// Notes a skip; true if it is the first since `take`, so that somebody has to come for it.
    bool add(skip_record skip) {
        std::scoped_lock const lock{mutex_};
        if (!skips_.empty()) {
            auto& last = skips_.back();
            bool const same = last.reason == skip.reason && last.refused.why == skip.refused.why;
            if (same || skips_.size() == capacity) {
                ++last.times;
                return false;
            }
        }
        skips_.push_back(std::move(skip));
        return skips_.size() == 1;
    }

    [[nodiscard]] std::vector<skip_record> take() {
        std::scoped_lock const lock{mutex_};
        return std::exchange(skips_, {});
    }

   private:
    std::mutex mutex_;
    std::vector<skip_record> skips_;
};

}  // namespace retrain
