#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace quickstart {

/// The classes in the order of their indices, in the training data and in every model.
inline constexpr std::array<std::string_view, 3> classes{"buy", "watch", "avoid"};

[[nodiscard]] constexpr std::uint32_t class_of(std::string_view label) noexcept {
    return static_cast<std::uint32_t>(std::ranges::find(classes, label) - classes.begin());
}

/// How often each class occurred so far: all that a forecaster without a model knows.
class class_counts {
   public:
    void count(std::string_view label) noexcept { ++counts_[class_of(label)]; }
    [[nodiscard]] std::size_t of(std::string_view label) const noexcept {
        return counts_[class_of(label)];
    }

    /// The share of each class among those counted, of which there must be one.
    [[nodiscard]] std::vector<float> shares() const {
        double total = 0;
        for (auto const count : counts_) total += static_cast<double>(count);
        std::vector<float> shares;
        for (auto const count : counts_)
            shares.push_back(static_cast<float>(static_cast<double>(count) / total));
        return shares;
    }

   private:
    std::array<std::size_t, classes.size()> counts_{};
};

}  // namespace quickstart
