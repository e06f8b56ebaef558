#pragma once

#include <retrain/validation/all_finite.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace retrain {

/// A metric can be computed at all: there are rows, one finite probability for each of them and
/// each class, and each label is one of the classes.
[[nodiscard]] constexpr bool labelled(std::span<float const> probabilities,
                                      std::span<std::uint32_t const> labels,
                                      std::size_t classes) noexcept {
    return !labels.empty() && probabilities.size() == labels.size() * classes &&
           std::ranges::all_of(labels, [=](std::uint32_t label) { return label < classes; }) &&
           all_finite(probabilities);
}

/// The class with the largest probability; of equals the first.
[[nodiscard]] constexpr std::size_t most_probable(std::span<float const> given) noexcept {
    return static_cast<std::size_t>(std::ranges::max_element(given) - given.begin());
}

/// The mean of `row_score(given, label)` over the rows; NaN unless they are `labelled`.
template <class RowScore>
[[nodiscard]] constexpr double mean_over_rows(std::span<float const> probabilities,
                                              std::span<std::uint32_t const> labels,
                                              std::size_t classes,
                                              RowScore const& row_score) noexcept {
    if (!labelled(probabilities, labels, classes)) return std::numeric_limits<double>::quiet_NaN();
    double total = 0.0;
    for (std::size_t row = 0; row < labels.size(); ++row)
        total += row_score(probabilities.subspan(row * classes, classes), labels[row]);
    return total / static_cast<double>(labels.size());
}

}  // namespace retrain
