#include <retrain/service/permission.hpp>

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>

#include <support/catch.hpp>

#include <chrono>

using namespace retrain;
using namespace std::chrono_literals;

namespace {

using usual = all_of<min_interval<24h>, min_new_samples<100>>;

constexpr time_point start{std::chrono::hours{24 * 365 * 50}};
constexpr permission<usual> may{usual{}, back_off<>{1min, 6h}};

/// What is known `since` the last run, after so many failures of which the last is an hour ago.
constexpr observation seen(std::chrono::hours since, std::size_t new_samples,
                           std::size_t failures = 0) {
    return {.now = start + since,
            .last_run = start,
            .last_failure = failures == 0 ? not_yet : start + since - 1h,
            .failures = failures,
            .new_samples = new_samples};
}

}  // namespace

static_assert(!may.refused_uncounted(seen(24h, 0)), "samples are not asked for yet");
static_assert(may.refused_uncounted(seen(23h, 1'000))->why == skip_reason::interval_not_over);
static_assert(!may.refused_uncounted(seen(24h, 0, 6)));  // 32 minutes are over
static_assert(may.refused_uncounted(seen(24h, 0, 7))->why == skip_reason::backing_off);
static_assert(may.refused_uncounted(seen(23h, 0, 7))->why == skip_reason::backing_off,
              "the back-off is asked first");

static_assert(may.refused(seen(24h, 99))->why == skip_reason::too_few_new_samples);
static_assert(may.refused(seen(24h, 99))->need == 100);
static_assert(!may.refused(seen(24h, 100)));
static_assert(!may.refused(seen(24h, 100, 7)), "the back-off was asked before");

static_assert(may.delay(0) == 0h && may.delay(1) == 1min && may.delay(3) == 4min);
static_assert(may.longest_delay() == 6h);

TEST_CASE("who refuses a run says how much is missing", "[permission]") {
    auto const refused = may.refused_uncounted(seen(23h, 0));
    REQUIRE(refused->have == 23);
    REQUIRE(refused->need == 24);
    REQUIRE(may.refused_uncounted(seen(24h, 0, 7))->need == Approx(64.0 / 60));
}
