#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace retrain {

/// How a column of recent rows is compared with the same column of the reference.
enum class two_sample_test : std::uint8_t {
    ks,              ///< Kolmogorov-Smirnov, with a p-value
    wasserstein,     ///< in standard deviations of the reference
    chi_squared,     ///< with a p-value; its distance is the largest change of a share
    z,               ///< the same for two values
    jensen_shannon,
    psi,
    hellinger,
    l_infinity,
};

namespace detail {
inline constexpr std::array<std::string_view, 8> two_sample_names{
    "ks", "wasserstein", "chi_squared", "z", "jensen_shannon", "psi", "hellinger", "l_infinity"};
}  // namespace detail

[[nodiscard]] constexpr std::string_view name(two_sample_test test) noexcept {
    auto const index = static_cast<std::size_t>(test);
    return index < detail::two_sample_names.size() ? detail::two_sample_names[index] : "unknown";
}

/// The test of that name.
[[nodiscard]] constexpr std::optional<two_sample_test> two_sample_test_named(
    std::string_view text) noexcept {
    for (std::size_t i = 0; i < detail::two_sample_names.size(); ++i)
        if (detail::two_sample_names[i] == text) return static_cast<two_sample_test>(i);
    return std::nullopt;
}

/// The test compares two samples of numbers, not the counts of cells.
[[nodiscard]] constexpr bool compares_numbers(two_sample_test test) noexcept {
    return test == two_sample_test::ks || test == two_sample_test::wasserstein;
}

/// A distance of this test comes with a p-value.
[[nodiscard]] constexpr bool has_p_value(two_sample_test test) noexcept {
    return test == two_sample_test::ks || test == two_sample_test::chi_squared ||
           test == two_sample_test::z;
}

/// Numbers with at most so many distinct values are compared as categories are.
inline constexpr std::size_t few_values = 5;

/// The test for a column whose reference has `rows` values, `distinct` of them different: up to
/// 1,000 rows a test with a p-value, beyond a distance, since in many rows every difference is
/// significant.
[[nodiscard]] constexpr two_sample_test choose_test(std::size_t rows, std::size_t distinct,
                                                    bool categorical = false) noexcept {
    bool const few_rows = rows <= 1000;
    if (!categorical && distinct > few_values)
        return few_rows ? two_sample_test::ks : two_sample_test::wasserstein;
    if (!few_rows) return two_sample_test::jensen_shannon;
    return distinct == 2 ? two_sample_test::z : two_sample_test::chi_squared;
}

}  // namespace retrain
