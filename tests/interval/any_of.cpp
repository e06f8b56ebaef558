#include <retrain/interval/any_of.hpp>

#include <retrain/config/reads_of.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/interval/all_of.hpp>
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

constexpr time_point now{500'000h};

constexpr observation seen(std::chrono::nanoseconds since, std::size_t samples) {
    return {.now = now, .last_run = now - since, .new_samples = samples};
}

using weekly_or_plenty = any_of<min_interval<168h>, min_new_samples<1000>>;

static_assert(IntervalPolicy<weekly_or_plenty> && std::is_empty_v<weekly_or_plenty>);
static_assert(std::is_empty_v<any_of<always, all_of<always, always>>>);
static_assert(counts_samples<weekly_or_plenty> && !counts_samples<any_of<always>>);

static_assert(weekly_or_plenty{}.allows(seen(168h, 0)));
static_assert(weekly_or_plenty{}.allows(seen(1h, 1000)));
static_assert(!weekly_or_plenty{}.allows(seen(168h - 1ns, 999)));

static_assert(laws::interval(weekly_or_plenty{}) && laws::monotone(weekly_or_plenty{}));
static_assert(laws::interval(any_of<min_interval<>, min_interval<24h>>{}));

struct asked {
    using policy_role = interval_role;
    int* times;
    bool answer;
    bool allows(observation const&) const noexcept {
        ++*times;
        return answer;
    }
};

}  // namespace

TEST_CASE("parts are asked from left to right, up to the first that allows") {
    int first = 0;
    int second = 0;
    CHECK(any_of{asked{&first, true}, asked{&second, false}}.allows({}));
    CHECK((first == 1 && second == 0));
    CHECK(!any_of{asked{&first, false}, asked{&second, false}}.allows({}));
    CHECK((first == 2 && second == 1));
}

TEST_CASE("it refuses without counting only where all its parts do") {
    CHECK(!refuses_uncounted(weekly_or_plenty{}, seen(1h, 0)));
    CHECK(refuses_uncounted(any_of<min_interval<168h>, min_interval<24h>>{}, seen(1h, 0)));
    CHECK(!refuses_uncounted(any_of<min_interval<168h>, min_interval<24h>>{}, seen(24h, 0)));
}

TEST_CASE("its refusal is the first part's") {
    CHECK(weekly_or_plenty{}.refuses(seen(84h, 10)) ==
          refusal{skip_reason::interval_not_over, "min_interval", 84, 168, "hours"});
}

TEST_CASE("values go in by constructor or come from the settings") {
    CHECK(any_of{min_interval<>{2h}, min_new_samples<>{5}}.allows(seen(0h, 5)));
    CHECK(!any_of{min_interval<>{2h}, min_new_samples<>{5}}.allows(seen(1h, 4)));
    settings values;
    values.min_interval_hours = 3;
    values.min_new_samples = 7;
    auto const built = any_of<min_interval<>, min_new_samples<>>::from_settings(values);
    CHECK(built.allows(seen(3h, 0)));
    CHECK(built.allows(seen(0h, 7)));
    CHECK(!built.allows(seen(2h, 6)));
    STATIC_REQUIRE(reads_of<any_of<always, min_interval<>>>() ==
                   std::vector<std::string_view>{"min_interval_hours"});
}
