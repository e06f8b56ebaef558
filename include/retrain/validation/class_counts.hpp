#pragma once

#include <retrain/validation/labelled.hpp>

#include <cstddef>
#include <cstdint>
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

}  // namespace retrain
