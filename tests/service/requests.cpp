#include <retrain/service/requests.hpp>

#include <retrain/trainer/train_each.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {
using toy = toy_trainer<>;
using both = train_each<toy, toy_trainer<"second">>;

run_record ended(std::vector<model_outcome> models) {
    run_record run;
    run.number = 7;
    run.reason = "an event";
    run.finished = day(3);
    run.models = std::move(models);
    return run;
}
}  // namespace

TEST_CASE("a person selects models by type or by name", "[service]") {
    auto const asked = manual_request<toy>("because", "second");
    CHECK(asked.models == std::vector<std::string>{"toy", "second"});
    CHECK(asked.bypass_interval);
    CHECK(manual_request<>("because").models.empty());
}

TEST_CASE("a request for a model that is none is refused with those that are", "[service]") {
    CHECK(find_unknown<both>(manual_request<toy>("because", "second")));
    auto const refused = find_unknown<both>(manual_request<>("because", "third"));
    REQUIRE_FALSE(refused);
    CHECK(refused.refused->why == skip_reason::unknown_model);
    CHECK(refused.text == "no model is named 'third'; this service has: toy, second");
}

TEST_CASE("what failed is tried again, and only that", "[service]") {
    model_outcome const judged{.name = "toy", .verdict = verdict{}};
    model_outcome const failed{.name = "second",
                               .failure = failure{failure_reason::training_failed, "no"}};
    CHECK_FALSE(next_try({}, ended({judged}), 60s));

    auto const again = next_try({.reason = "an event"}, ended({judged, failed}), 60s);
    REQUIRE(again);
    CHECK(again->reason == "next try of run 7: an event");
    CHECK(again->models == std::vector<std::string>{"second"});
    CHECK(again->bypass_interval);  // the interval is consumed by the part that was judged
    CHECK(again->not_before == day(3) + 60s);

    auto const whole = next_try({.reason = again->reason}, ended({failed}), 120s);
    CHECK(whole->reason == again->reason);
    CHECK_FALSE(whole->bypass_interval);
}
