#pragma once

#include <retrain/core/record.hpp>

#include <chrono>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace retrain {

/// Skips on their way from the event's thread to the history: a flood of equal ones is one record an
/// hour that counts them, and however many differ, only so many are kept.
class skip_log {
   public:
    static constexpr std::size_t capacity = 1'000;

    /// Notes a skip; true if it is the first since `take`, so that somebody has to come for it.
    bool add(skip_record skip) {
        std::scoped_lock const lock{mutex_};
        if (!skips_.empty()) {
            auto& last = skips_.back();
            if (is_same(last, skip) || skips_.size() == capacity) {
                ++last.times;
                last.last_at = skip.at;
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
    [[nodiscard]] static bool is_same(skip_record const& a, skip_record const& b) noexcept {
        using std::chrono::floor, std::chrono::hours;
        return a.reason == b.reason && a.refused.why == b.refused.why &&
               a.refused.policy == b.refused.policy && floor<hours>(a.at) == floor<hours>(b.at);
    }

    std::mutex mutex_;
    std::vector<skip_record> skips_;
};

}  // namespace retrain
