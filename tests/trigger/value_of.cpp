#include <retrain/trigger/value_of.hpp>

#include <retrain/event/prediction_outcome.hpp>

#include <support/catch.hpp>

#include <concepts>
#include <limits>

namespace {

using namespace retrain;

struct my_event {
    int count = 0;
    bool wrong = false;
    float share = 0;
    double const fixed = 2.5;
};

static_assert(std::same_as<value_of<&my_event::count>::event, my_event>);
static_assert(value_of<&my_event::count>{}(my_event{.count = -3}) == -3.0);
static_assert(value_of<&my_event::wrong>{}(my_event{.wrong = true}) == 1.0);
static_assert(value_of<&my_event::share>{}(my_event{.share = 0.5F}) == 0.5);
static_assert(value_of<&my_event::fixed>{}(my_event{}) == 2.5);

TEST_CASE("a stream takes a member of each event") {
    prediction_outcome const outcome{.error = 1, .loss = 0.25};
    CHECK(value_of<&prediction_outcome::error>{}(outcome) == 1);
    CHECK(value_of<&prediction_outcome::loss>{}(outcome) == 0.25);
    CHECK(value_of<&prediction_outcome::generation>{}(outcome) == 0);
    auto const unknown = value_of<&prediction_outcome::error>{}(prediction_outcome{});
    CHECK((unknown && *unknown != *unknown));  // NaN is for the detector to ignore
}

}  // namespace
