#include <retrain/validation/decisions.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace {

using retrain::buys;
using retrain::earned;
using retrain::sells;

static_assert(buys<"buy", "add">::position("add") == 1.0);
static_assert(buys<"buy", "add">::position("avoid") == 0.0);
static_assert(sells<"sell">::position("sell") == -1.0);

TEST_CASE("a decision earns its row's return, a sale loses it") {
    retrain::dataset rows;
    rows.shape = {{}, {"buy", "avoid", "sell"}, {"spread", "return"}};
    rows.auxiliary = {9.0F, 0.5F, 9.0F, -0.25F, 9.0F, std::numeric_limits<float>::quiet_NaN()};
    rows.labels = {0, 0, 0};
    constexpr std::array buy{0.5F, 0.25F, 0.25F};
    constexpr std::array avoid{0.25F, 0.5F, 0.25F};
    constexpr std::array sell{0.25F, 0.25F, 0.5F};
    auto const of = [&](std::span<float const> said, std::size_t row) {
        return earned<"return", buys<"buy">, sells<"sell">>(said, rows.view(), row);
    };
    CHECK(of(buy, 0) == 0.5);
    CHECK(of(avoid, 0) == 0.0);
    CHECK(of(sell, 0) == -0.5);
    CHECK(of(sell, 1) == 0.25);
    CHECK(std::isnan(of(avoid, 2)));
    CHECK(std::isnan(earned<"profit", buys<"buy">>(buy, rows.view(), 0)));
}

}  // namespace
