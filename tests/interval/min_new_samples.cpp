#include <retrain/interval/min_new_samples.hpp>

#include <laws/interval.hpp>
#include <support/catch.hpp>

#include <array>
#include <string_view>
#include <type_traits>

namespace {

using namespace retrain;

static_assert(IntervalPolicy<min_new_samples<100>> && IntervalPolicy<min_new_samples<>>);
static_assert(std::is_empty_v<min_new_samples<100>>);
static_assert(sizeof(min_new_samples<>) == sizeof(std::size_t));
static_assert(counts_samples<min_new_samples<100>> && counts_samples<min_new_samples<>>);

static_assert(min_new_samples<100>{}.allows({.new_samples = 100}));
static_assert(!min_new_samples<100>{}.allows({.new_samples = 99}));
static_assert(min_new_samples<>{7}.allows({.new_samples = 7}));
static_assert(!min_new_samples<>{7}.allows({.new_samples = 6}));
static_assert(min_new_samples<0>{}.allows({}));

static_assert(laws::interval(min_new_samples<100>{}) && laws::monotone(min_new_samples<100>{}));
static_assert(laws::interval(min_new_samples<>{}) && laws::monotone(min_new_samples<>{1}));

}  // namespace

TEST_CASE("the refusal measures in samples") {
    refusal const fixed = min_new_samples<100>{}.refuses({.new_samples = 37});
    CHECK(fixed ==
          refusal{skip_reason::too_few_new_samples, "min_new_samples", 37, 100, "samples"});
    CHECK(min_new_samples<>{100}.refuses({.new_samples = 37}) == fixed);
}

TEST_CASE("the number comes from the settings, or is a hundred") {
    CHECK(!min_new_samples<>{}.allows({.new_samples = 99}));
    CHECK(min_new_samples<>{}.allows({.new_samples = 100}));
    settings values;
    CHECK(min_new_samples<>::from_settings(values).refuses({}).need == 100);
    values.min_new_samples = 12;
    CHECK(min_new_samples<>::from_settings(values).refuses({}).need == 12);
    STATIC_REQUIRE(min_new_samples<>::reads == std::array<std::string_view, 1>{"min_new_samples"});
}

TEST_CASE("nothing is refused before the samples are counted") {
    CHECK(!refuses_uncounted(min_new_samples<100>{}, {}));
}
