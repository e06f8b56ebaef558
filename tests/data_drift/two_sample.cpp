#include <retrain/drift/two_sample.hpp>

#include <support/catch.hpp>

using namespace retrain;
using enum two_sample_test;

// The table of tests: numbers with more than five values, with at most five, and categories.
static_assert(choose_test(1000, 6) == ks && choose_test(1001, 6) == wasserstein);
static_assert(choose_test(1000, 5) == chi_squared && choose_test(1001, 5) == jensen_shannon);
static_assert(choose_test(1000, 2) == z && choose_test(1001, 2) == jensen_shannon);
static_assert(choose_test(1000, 1) == chi_squared);
static_assert(choose_test(1000, 50, true) == chi_squared && choose_test(1000, 2, true) == z);
static_assert(choose_test(1001, 50, true) == jensen_shannon);

static_assert(has_p_value(ks) && has_p_value(chi_squared) && has_p_value(z));
static_assert(!has_p_value(wasserstein) && !has_p_value(jensen_shannon) && !has_p_value(psi));
static_assert(compares_numbers(ks) && compares_numbers(wasserstein) && !compares_numbers(psi));

TEST_CASE("a test is found by its name") {
    for (auto const test : {ks, wasserstein, chi_squared, z, jensen_shannon, psi, hellinger,
                            l_infinity})
        CHECK(two_sample_test_named(name(test)) == test);
    CHECK(name(ks) == "ks");
    CHECK(name(l_infinity) == "l_infinity");
    CHECK(!two_sample_test_named("anderson"));
}
