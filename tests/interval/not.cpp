#include <retrain/interval/not.hpp>

#include <retrain/config/reads_of.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>

#include <laws/interval.hpp>
#include <support/catch.hpp>

#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

static_assert(IntervalPolicy<not_<always>> && std::is_empty_v<not_<not_<always>>>);
static_assert(!not_<always>{}.allows({}));
static_assert(not_<not_<always>>{}.allows({}));
static_assert(counts_samples<not_<min_new_samples<1>>> && !counts_samples<not_<min_interval<1h>>>);

static_assert(laws::interval(not_<min_interval<24h>>{}));
static_assert(laws::interval(not_<min_new_samples<100>>{}));
static_assert(!laws::monotone(not_<min_interval<24h>>{}));
static_assert(laws::monotone(not_<not_<min_interval<24h>>>{}));

}  // namespace

TEST_CASE("it allows exactly where its part refuses") {
    CHECK(laws::detail::for_observations([](observation const& o) {
        return not_<min_interval<24h>>{}.allows(o) != min_interval<24h>{}.allows(o);
    }));
}

TEST_CASE("it has no measure of its own") {
    CHECK(not_<always>{}.refuses({}) == refusal{skip_reason::policy_refused, "not_"});
}

TEST_CASE("what it negates may not be known before samples are counted") {
    CHECK(!refuses_uncounted(not_<min_new_samples<100>>{}, {}));
    CHECK(refuses_uncounted(not_<always>{}, {}));
}

TEST_CASE("the part's value goes in by constructor or comes from the settings") {
    time_point const now{500'000h};
    CHECK(not_{min_interval<>{2h}}.allows({.now = now, .last_run = now - 1h}));
    CHECK(!not_{min_interval<>{2h}}.allows({.now = now, .last_run = now - 2h}));
    settings values;
    values.min_interval_hours = 1;
    CHECK(!not_<min_interval<>>::from_settings(values).allows({.now = now, .last_run = now - 1h}));
    STATIC_REQUIRE(reads_of<not_<min_interval<>>>() ==
                   std::vector<std::string_view>{"min_interval_hours"});
}
