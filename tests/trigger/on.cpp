#include <retrain/trigger/on.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <string_view>
#include <type_traits>

namespace {

using namespace retrain;

struct named_event {
    static constexpr std::string_view event_name = "something_happened";
    int size = 0;
};
struct plain_event {
    int size = 0;
};

struct is_large {
    constexpr bool operator()(auto const& event) const noexcept { return event.size > 50; }
};
/// Large, and says how large.
struct is_large_by {
    constexpr bool operator()(auto const& event) const noexcept { return event.size > 50; }
    constexpr double amount(auto const& event) const noexcept { return event.size - 50.0; }
};
/// A limit that is only known at run time.
struct larger_than {
    int limit = 50;
    constexpr bool operator()(plain_event const& event) const noexcept {
        return event.size > limit;
    }
};

using lambda_predicate = decltype([](plain_event const& event) noexcept {
    return event.size == 7;
});

static_assert(TriggerPolicy<on<plain_event>> && std::is_empty_v<on<plain_event>>);
static_assert(TriggerPolicy<on<plain_event, is_large>> &&
              std::is_empty_v<on<plain_event, is_large>>);
static_assert(TriggerPolicy<on<plain_event, lambda_predicate>>);
static_assert(std::is_same_v<on<plain_event>::events, type_list<plain_event>>);

static_assert(on<plain_event, is_large>{}.observe(plain_event{51}, {}));
static_assert(!on<plain_event, is_large>{}.observe(plain_event{50}, {}));
static_assert(on<plain_event, lambda_predicate>{}.observe(plain_event{7}, {}));
static_assert(!on<plain_event, lambda_predicate>{}.observe(plain_event{8}, {}));

static_assert(laws::replays(on<plain_event, is_large>{}, {}, plain_event{51}, plain_event{50}));
static_assert(laws::fires_with_reason(on<plain_event, is_large>{}, {}, plain_event{51},
                                      plain_event{50}));
static_assert(laws::fires_with_reason(on<plain_event>{}, {}, plain_event{}));
static_assert(laws::names_its_reasons(on<plain_event, is_large_by>{}, {}, plain_event{51}));

// Near misses of a predicate.
struct mutable_predicate {
    bool operator()(plain_event const&) noexcept;
};
struct throwing_predicate {
    bool operator()(plain_event const&) const;
};
struct int_predicate {
    int operator()(plain_event const&) const noexcept;
};
static_assert(EventPredicate<is_large, plain_event> && EventPredicate<every_time, plain_event>);
static_assert(!EventPredicate<larger_than, named_event>);
static_assert(!EventPredicate<mutable_predicate, plain_event>);
static_assert(!EventPredicate<throwing_predicate, plain_event>);
static_assert(!EventPredicate<int_predicate, plain_event>);

}  // namespace

TEST_CASE("the reason is the event's name, or its type's") {
    CHECK(on<named_event>{}.observe({}, {}) == reason{"something_happened"});
    CHECK(on<plain_event>{}.observe({}, {}) == reason{"plain_event"});
}

TEST_CASE("a predicate with an amount tells it") {
    CHECK(on<plain_event, is_large>{}.observe({60}, {}) == reason{"plain_event"});
    CHECK(on<plain_event, is_large_by>{}.observe({60}, {}) == reason{"plain_event", 10.0});
    CHECK(!on<plain_event, is_large_by>{}.observe({50}, {}));
}

TEST_CASE("a predicate may hold a value") {
    on<plain_event, larger_than> const trigger{larger_than{100}};
    CHECK(!trigger.observe({100}, {}));
    CHECK(trigger.observe({101}, {}));
}
