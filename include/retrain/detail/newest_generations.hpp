#pragma once

#include <retrain/detail/words.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// Whose outcomes a detector is shown: of each model those of the version that is live, or of a
/// newer one, of which outcomes may come before it is told.
class newest_generations {
   public:
    enum class age : std::uint8_t { older, newest, newer };

    /// Takes note of an outcome: it is of a version that was replaced, of the newest known, or of a
    /// newer one than any outcome before. Where memory is out it does not count.
    [[nodiscard]] age see(std::string_view model, std::uint64_t generation) noexcept {
        auto* const known = find(model);
        if (known == nullptr) return add(model, generation, true) ? age::newest : age::older;
        if (generation < known->generation) return age::older;
        known->seen = true;
        return std::exchange(known->generation, generation) == generation ? age::newest
                                                                          : age::newer;
    }

    /// `generation` is what serves of `model`. True if outcomes of another one were seen.
    [[nodiscard]] bool now_live(std::string_view model, std::uint64_t generation) noexcept {
        auto* const known = find(model);
        if (known == nullptr) {
            (void)add(model, generation, false);
            return false;
        }
        bool const other = std::exchange(known->generation, generation) != generation;
        return other && std::exchange(known->seen, false);
    }

    /// The models of which outcomes were seen.
    [[nodiscard]] std::string save() const {
        word_writer words;
        words.number(std::ranges::count(entries_, true, &entry::seen));
        for (auto const& each : entries_)
            if (each.seen) words.text(each.model).number(each.generation);
        return words.take();
    }

    /// Takes back what `save` wrote; nothing where it can't have written it.
    [[nodiscard]] static std::optional<newest_generations> restored(word_reader& words) {
        newest_generations found;
        auto const count = words.number<std::size_t>();
        if (!count) return std::nullopt;
        for (std::size_t i = 0; i < *count; ++i) {
            auto const model = words.text();
            auto const generation = words.number<std::uint64_t>();
            if (!model || !generation) return std::nullopt;
            found.entries_.push_back({std::string{*model}, *generation, true});
        }
        return found;
    }

   private:
    struct entry {
        std::string model{};
        std::uint64_t generation = 0;
        bool seen = false;  // outcomes of it
    };

    [[nodiscard]] entry* find(std::string_view model) noexcept {
        auto const found = std::ranges::find(entries_, model, &entry::model);
        return found == entries_.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool add(std::string_view model, std::uint64_t generation, bool seen) noexcept {
        try {
            entries_.push_back({std::string{model}, generation, seen});
            return true;
        } catch (...) {
            return false;
        }
    }

    std::vector<entry> entries_;
};

/// The same for events that know no versions: all count.
struct no_generations {
    [[nodiscard]] static std::string save() { return "0 "; }
    [[nodiscard]] static std::optional<no_generations> restored(word_reader& words) noexcept {
        if (words.number<std::size_t>() != 0U) return std::nullopt;
        return no_generations{};
    }
};

}  // namespace retrain::detail
