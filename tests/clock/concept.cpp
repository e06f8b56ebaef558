#include <retrain/clock/concept.hpp>

#include <laws/clock.hpp>
#include <support/catch.hpp>

#include <chrono>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more: no default constructor, no assignment, and a type
/// that only converts to `time_point`.
struct instant {
    operator time_point() const noexcept { return time_point{std::chrono::seconds{7}}; }
};
struct archetype {
    using policy_role = clock_role;
    explicit archetype(int) {}
    archetype(archetype const&) = default;
    archetype& operator=(archetype const&) = delete;
    instant now() const noexcept { return {}; }
};
static_assert(Clock<archetype> && clock_role::explain<archetype>());

struct foreign {
    time_point now() const noexcept { return {}; }
};

struct without_role {
    time_point now() const noexcept;
};
struct without_now {
    using policy_role = clock_role;
};
struct mutable_now {
    using policy_role = clock_role;
    time_point now() noexcept;
};
struct answers_count {
    using policy_role = clock_role;
    long now() const noexcept;
};
struct may_throw {
    using policy_role = clock_role;
    time_point now() const;
};
static_assert(!Clock<without_role> && !Clock<without_now> && !Clock<mutable_now>);
static_assert(!Clock<answers_count> && !Clock<may_throw> && !Clock<int>);

}  // namespace

template <>
struct retrain::role_of<foreign> {
    using type = clock_role;
};
static_assert(Clock<foreign>);

TEST_CASE("a clock needs nothing beyond its concept", "[clock]") {
    archetype const clock{0};
    CHECK(laws::copies_agree(clock));
    CHECK(laws::shows_an_instant(clock));
}
