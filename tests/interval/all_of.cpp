#include <retrain/interval/all_of.hpp>

#include <retrain/config/reads_of.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/interval/not.hpp>

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

using nightly = all_of<min_interval<24h>, min_new_samples<100>>;

static_assert(IntervalPolicy<nightly> && std::is_empty_v<nightly> && sizeof(nightly) == 1);
static_assert(std::is_trivially_copyable_v<nightly>);
static_assert(std::is_empty_v<all_of<always, always>>);
static_assert(std::is_empty_v<all_of<nightly, not_<nightly>>>);
static_assert(sizeof(all_of<min_interval<>, always>) == sizeof(min_interval<>));
static_assert(counts_samples<nightly> && !counts_samples<all_of<min_interval<1h>, always>>);

static_assert(nightly{}.allows(seen(24h, 100)));
static_assert(!nightly{}.allows(seen(24h - 1ns, 100)));
static_assert(!nightly{}.allows(seen(24h, 99)));

static_assert(laws::interval(nightly{}) && laws::monotone(nightly{}));
static_assert(laws::interval(all_of<min_new_samples<>, min_interval<>>{}));
static_assert(laws::interval(all_of<back_off<>, not_<always>>{}));
static_assert(!laws::monotone(all_of<not_<min_interval<24h>>, always>{}));  // the law can fail

/// Counts how often it is asked.
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

TEST_CASE("parts are asked from left to right, up to the first that refuses") {
    int first = 0;
    int second = 0;
    CHECK(!all_of{asked{&first, false}, asked{&second, true}}.allows({}));
    CHECK((first == 1 && second == 0));
    CHECK(all_of{asked{&first, true}, asked{&second, true}}.allows({}));
    CHECK((first == 2 && second == 1));
}

TEST_CASE("the refusal is that of the part that refuses") {
    CHECK(nightly{}.refuses(seen(24h, 10)).policy == "min_new_samples");
    CHECK(nightly{}.refuses(seen(1h, 100)).policy == "min_interval");
}

TEST_CASE("a part that refuses without counting speaks first, whatever the order") {
    using counts_first = all_of<min_new_samples<100>, min_interval<24h>>;
    CHECK(refuses_uncounted(counts_first{}, seen(1h, 0)));
    CHECK(counts_first{}.refuses(seen(1h, 0)).policy == "min_interval");
    CHECK(!refuses_uncounted(counts_first{}, seen(24h, 0)));
    CHECK(counts_first{}.refuses(seen(24h, 0)).policy == "min_new_samples");
}

TEST_CASE("values go in by constructor, or each part takes its own from the settings") {
    all_of const given{min_interval<>{2h}, min_new_samples<>{5}};
    CHECK(given.allows(seen(2h, 5)));
    CHECK(!given.allows(seen(2h, 4)));
    CHECK(!given.allows(seen(2h - 1ns, 5)));

    settings values;
    values.min_interval_hours = 3;
    values.min_new_samples = 7;
    using mixed = all_of<min_interval<>, min_interval<1h>, min_new_samples<>>;
    auto const built = mixed::from_settings(values);
    CHECK(built.allows(seen(3h, 7)));
    CHECK(!built.allows(seen(3h - 1ns, 7)));
    CHECK(!built.allows(seen(3h, 6)));
    STATIC_REQUIRE(reads_of<mixed>() ==
                   std::vector<std::string_view>{"min_interval_hours", "min_new_samples"});
    STATIC_REQUIRE(reads_of<nightly>().empty());
}
