#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/window/concept.hpp>

#include <algorithm>
#include <string_view>

namespace retrain::laws {

/// [window.rows] at least one of `rows`, of which there are some, is within the window.
template <WindowPolicy Window>
[[nodiscard]] constexpr bool leaves_rows(Window const& window, dataset_view rows,
                                         std::string_view why) {
    auto const from = window.begin(rows, why);
    return std::ranges::any_of(rows.entry, [&](auto entry) { return entry >= from; });
}

/// [window.pure] asked twice, the same answer; and all of the laws.
template <WindowPolicy Window>
[[nodiscard]] constexpr bool lawful_window(Window const& window, dataset_view rows,
                                           std::string_view why) {
    return leaves_rows(window, rows, why) && window.begin(rows, why) == window.begin(rows, why);
}

}  // namespace retrain::laws
