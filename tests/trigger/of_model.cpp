#include <retrain/trigger/of_model.hpp>

#include <support/catch.hpp>

#include <string_view>
#include <type_traits>

namespace {

using namespace retrain;

struct my_event {
    std::string_view model{};
    double latency = 0;
};
using of_mine = of_model<"mine", value_of<&my_event::latency>>;
static_assert(NumberStream<of_mine> && std::is_empty_v<of_mine>);
static_assert(of_mine{}(my_event{"mine", 3}) == 3.0);
static_assert(!of_mine{}(my_event{"yours", 3}));
static_assert(!of_mine{}(my_event{"min", 3}) && !of_mine{}(my_event{"mine2", 3}));
static_assert(!of_mine{}(my_event{}));

TEST_CASE("a stream of one model's errors") {
    prediction_outcome outcome{.model = "verdict", .error = 1, .loss = 3};
    CHECK(of_model<"verdict">{}(outcome) == 1);
    CHECK(of_model<"verdict", value_of<&prediction_outcome::loss>>{}(outcome) == 3);
    outcome.model = "other";
    CHECK(!of_model<"verdict">{}(outcome));
}

}  // namespace
