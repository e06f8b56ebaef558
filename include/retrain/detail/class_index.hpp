#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// The classes of one load: those that are known, then those that the options list, then others in
/// the order of their first appearance. Where the options list any, there are no others.
class class_index {
   public:
    class_index(std::span<std::string const> known, std::span<std::string const> listed)
        : names_{known.begin(), known.end()}, listed_{listed} {
        for (auto const& name : listed)
            if (std::ranges::count(names_, name) == 0) names_.push_back(name);
    }

    /// The index of `label`, if it is a class already and may be one.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view label) noexcept {
        if (last_ < names_.size() && names_[last_] == label) return last_;
        if (!listed_.empty() && std::ranges::count(listed_, label) == 0) return std::nullopt;
        auto const found = std::ranges::find(names_, label);
        if (found == names_.end()) return std::nullopt;
        return last_ = static_cast<std::uint32_t>(found - names_.begin());
    }

    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    std::uint32_t add(std::string_view label) {
        names_.emplace_back(label);
        return last_ = static_cast<std::uint32_t>(names_.size() - 1);
    }
    [[nodiscard]] std::vector<std::string> take() && { return std::move(names_); }

   private:
    std::vector<std::string> names_;
    std::span<std::string const> listed_;
    std::uint32_t last_ = ~std::uint32_t{0};
};

}  // namespace retrain::detail
