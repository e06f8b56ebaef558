#pragma once

#include <retrain/core/schema.hpp>

#include <atomic>
#include <cstdint>
#include <string_view>

namespace retrain::detail {

/// Remembers, by its hash, the text that was shown last. Any number of threads may ask; a copy
/// remembers the same.
class last_text {
   public:
    last_text() = default;
    last_text(last_text const& other) noexcept : hash_{other.hash_.load()} {}
    last_text& operator=(last_text const& other) noexcept {
        hash_ = other.hash_.load();
        return *this;
    }
    ~last_text() = default;

    /// Whether `text` is another one than the last, which it is from now on.
    [[nodiscard]] bool changes_to(std::string_view text) noexcept {
        auto const hash = fnv1a(text, fnv1a_offset);
        return hash_.exchange(hash) != hash;
    }

   private:
    std::atomic<std::uint64_t> hash_ = fnv1a_offset;  // of no text
};

}  // namespace retrain::detail
