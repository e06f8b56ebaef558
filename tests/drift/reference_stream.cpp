#include <support/reference_stream.hpp>

#include <support/catch.hpp>

#include <algorithm>

using retrain::testing::bit_stream;
using retrain::testing::real_stream;
using retrain::testing::uniform_stream;

// What the detectors' reference indices were found on, made without a random library.
TEST_CASE("the reference stream is SplitMix64's from state 42") {
    auto const u = uniform_stream(3);
    CHECK(u[0] == Approx(0.741565).margin(5e-7));
    CHECK(u[1] == Approx(0.159910).margin(5e-7));
    CHECK(u[2] == Approx(0.278601).margin(5e-7));
}

TEST_CASE("its bits change from the 1,000th on") {
    auto const bits = bit_stream();
    REQUIRE(bits.size() == 2'000);
    CHECK(std::count(bits.begin(), bits.begin() + 1'000, 1.0) == 223);
    CHECK(std::count(bits.begin() + 1'000, bits.end(), 1.0) == 576);
    CHECK(std::count(bits.begin(), bits.end(), 0.0) == 2'000 - 223 - 576);
    auto const real = real_stream();
    auto const u = uniform_stream(2'000);
    CHECK(std::equal(u.begin(), u.begin() + 1'000, real.begin()));
    CHECK(real[1'000] == u[1'000] + 2);
    CHECK(real.back() == u.back() + 2);
}
