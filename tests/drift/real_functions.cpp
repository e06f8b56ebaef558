#include <retrain/detail/real_functions.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace {

using namespace retrain::detail;

constexpr std::array arguments{1e-300, 3e-250, 1e-9, 0.2, 0.5, 0.999, 1.0, 1.5, 2.0,
                               3.0,    10.0,   1e5,  1e9, 1e18, 1.7e308};
constexpr auto roots = [] {
    std::array<double, arguments.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = square_root(arguments[i]);
    return all;
}();
constexpr auto logarithms = [] {
    std::array<double, arguments.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = logarithm(arguments[i]);
    return all;
}();
static_assert(square_root(0.0) == 0);
static_assert(logarithm(1.0) == 0);

TEST_CASE("constant evaluation agrees with the library") {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        CHECK(roots[i] == Approx(std::sqrt(arguments[i])).epsilon(1e-15));
        CHECK(logarithms[i] == Approx(std::log(arguments[i])).epsilon(1e-15).margin(1e-15));
        CHECK(square_root(arguments[i]) == std::sqrt(arguments[i]));
        CHECK(logarithm(arguments[i]) == std::log(arguments[i]));
    }
}

TEST_CASE("NaN and the infinities are not finite") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    static_assert(!is_finite(std::numeric_limits<double>::quiet_NaN()));
    static_assert(!is_finite(infinity) && !is_finite(-infinity));
    static_assert(is_finite(0) && is_finite(std::numeric_limits<double>::max()));
}

}  // namespace
