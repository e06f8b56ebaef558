#include <retrain/interval/minimum_interval.hpp>

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/interval/not.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <optional>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

/// A policy of one's own that promises a time between runs.
struct every_other_day {
    using policy_role = interval_role;
    static constexpr bool allows(observation const& o) noexcept {
        return o.since_last_run() >= 48h;
    }
    static constexpr std::chrono::nanoseconds minimum_interval() noexcept { return 48h; }
};

static_assert(minimum_interval(min_interval<24h>{}) == 24h);
static_assert(minimum_interval(min_interval<>{90min}) == 90min);
static_assert(minimum_interval(every_other_day{}) == 48h);

}  // namespace

TEST_CASE("a policy without a time between runs promises none") {
    CHECK(minimum_interval(always{}) == std::nullopt);
    CHECK(minimum_interval(min_new_samples<100>{}) == std::nullopt);
    CHECK(minimum_interval(back_off<>{}) == std::nullopt);
    CHECK(minimum_interval(not_<min_interval<24h>>{}) == std::nullopt);
}

TEST_CASE("all_of promises the longest, any_of what all its parts promise") {
    CHECK(minimum_interval(all_of<min_interval<24h>, min_new_samples<100>>{}) == 24h);
    CHECK(minimum_interval(all_of<min_new_samples<100>, min_interval<24h>>{}) == 24h);
    CHECK(minimum_interval(all_of{min_interval<>{3h}, min_interval<24h>{}}) == 24h);
    CHECK(minimum_interval(all_of<always, min_new_samples<1>>{}) == std::nullopt);
    CHECK(minimum_interval(any_of<min_interval<24h>, every_other_day>{}) == 24h);
    CHECK(minimum_interval(any_of<min_interval<24h>, min_new_samples<100>>{}) == std::nullopt);
    CHECK(minimum_interval(any_of<all_of<always, min_interval<5h>>, min_interval<24h>>{}) == 5h);
}
