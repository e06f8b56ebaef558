#pragma once

#include <retrain/validation/labelled.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <optional>
#include <span>
#include <vector>

namespace retrain {

/// One class against the others: how many rows have it, how many were said to, how many both.
struct class_count {
    std::size_t actual = 0;
    std::size_t predicted = 0;
    std::size_t hits = 0;
};

/// The counts of each class, the most probable one being what a row was said to have. The rows must
/// be `labelled`. O(rows * classes).
[[nodiscard]] constexpr std::vector<class_count> count_classes(
    std::span<float const> probabilities, std::span<std::uint32_t const> labels,
    std::size_t classes) {
    std::vector<class_count> counts(classes);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        auto const said = most_probable(probabilities.subspan(row * classes, classes));
        ++counts[labels[row]].actual;
        ++counts[said].predicted;
        if (said == labels[row]) ++counts[said].hits;
    }
    return counts;
}

/// The mean of `term(count)` over the classes for which it answers; NaN unless the rows are
/// `labelled`, and where memory runs out. `term` returns `std::optional<double>`.
template <class Term>
[[nodiscard]] constexpr double mean_over_classes(std::span<float const> probabilities,
                                                 std::span<std::uint32_t const> labels,
                                                 std::size_t classes, Term const& term) noexcept {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!labelled(probabilities, labels, classes)) return none;
    try {
        double sum = 0.0;
        std::size_t present = 0;
        for (auto const& one : count_classes(probabilities, labels, classes))
            if (std::optional<double> const value = term(one)) {
                sum += *value;
                ++present;
            }
        return sum / static_cast<double>(present);
    } catch (std::bad_alloc const&) {
        return none;
    }
}

}  // namespace retrain
