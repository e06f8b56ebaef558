#include <retrain/trigger/at_least.hpp>

#include <retrain/trigger/on.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace {

using namespace retrain;

struct base_event {
    std::size_t count = 0;
};
struct event : base_event {
    double loss = 0;
    float share = 0;
    std::int8_t level = 0;
    std::uint64_t const large = 0;
};

constexpr event with_count(std::size_t count) {
    event made;
    made.count = count;
    return made;
}
constexpr event with_loss(double loss) {
    event made;
    made.loss = loss;
    return made;
}

using enough = at_least<&event::count, 50>;
static_assert(std::is_empty_v<enough>);
static_assert(EventPredicate<enough, event> && EventPredicate<enough, base_event>);
static_assert(!EventPredicate<enough, int>);
static_assert(enough{}(with_count(50)) && !enough{}(with_count(49)));
static_assert(enough{}.amount(with_count(64)) == 64.0);

static_assert(at_least<&event::level, -3>{}(event{}));
static_assert(!at_least<&event::level, 1>{}(event{}));
static_assert(at_least<&event::large, 0>{}(event{}));  // a const member is a number, too
static_assert(at_least<&event::loss, 0.25>{}(with_loss(0.25)));
static_assert(!at_least<&event::loss, 0.25>{}(with_loss(0.2499)));
static_assert(at_least<&event::loss, 3>{}(with_loss(3.0)));

// What a member can hold: the check behind [trigger.narrowing].
template <class To>
consteval bool holds(auto value) {
    return retrain::detail::represents<To>(static_cast<long double>(value));
}
static_assert(holds<std::size_t>(0) && !holds<std::size_t>(-1) && !holds<std::size_t>(0.5));
static_assert(holds<std::int8_t>(-128) && !holds<std::int8_t>(-129) && !holds<std::int8_t>(128));
static_assert(holds<int>(2.0) && !holds<int>(2.5) && !holds<int>(3e9));
static_assert(holds<std::uint64_t>(std::numeric_limits<std::uint64_t>::max()));
static_assert(!holds<std::int64_t>(std::numeric_limits<std::uint64_t>::max()));
static_assert(holds<float>(0.5) && !holds<float>(0.1) && holds<float>(0.1F) && holds<double>(0.1));
static_assert(holds<float>(16'777'216) && !holds<float>(16'777'217));
static_assert(!holds<double>(std::numeric_limits<std::int64_t>::max()));
static_assert(!holds<float>(1e300));
static_assert(!holds<double>(std::numeric_limits<double>::quiet_NaN()));

static_assert(laws::replays(on<event, enough>{}, {}, with_count(49), with_count(50)));
static_assert(laws::fires_with_reason(on<event, enough>{}, {}, with_count(49), with_count(50)));

}  // namespace

TEST_CASE("the reason tells the member's value") {
    CHECK(on<event, enough>{}.observe(with_count(64), {}) == reason{"event", 64.0});
    CHECK(!on<event, enough>{}.observe(with_count(49), {}));
}

TEST_CASE("NaN is not at least anything") {
    event const unknown = with_loss(std::numeric_limits<double>::quiet_NaN());
    CHECK(!at_least<&event::loss, 0>{}(unknown));
    CHECK(!at_least<&event::loss, -1e300>{}(unknown));
}
