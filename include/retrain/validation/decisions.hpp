#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/validation/labelled.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace retrain {

/// To say one of these classes is to buy: the row's return is earned.
template <fixed_string... Classes>
struct buys {
    [[nodiscard]] static constexpr double position(std::string_view said) noexcept {
        return ((said == Classes.view()) || ...) ? 1.0 : 0.0;
    }
};

/// To say one of these classes is to sell short: the row's return is lost.
template <fixed_string... Classes>
struct sells {
    [[nodiscard]] static constexpr double position(std::string_view said) noexcept {
        return ((said == Classes.view()) || ...) ? -1.0 : 0.0;
    }
};

/// What acting on the most probable class of row `row` earned: the row's value of the auxiliary
/// column `Column` times the position that `Actions`, `buys` and `sells`, take for that class; 0
/// without a position. NaN where the rows have no such column or the row no value.
template <fixed_string Column, class... Actions>
[[nodiscard]] constexpr double earned(std::span<float const> given, dataset_view rows,
                                      std::size_t row) noexcept {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    auto const& columns = rows.shape->auxiliary;
    auto const place = static_cast<std::size_t>(
        std::ranges::find(columns, Column.view()) - columns.begin());
    if (place == columns.size()) return none;
    auto const value = static_cast<double>(rows.auxiliary[row * columns.size() + place]);
    std::string_view const said = rows.shape->classes[most_probable(given)];
    return value * (Actions::position(said) + ... + 0.0);
}

}  // namespace retrain
