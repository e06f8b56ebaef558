#include <retrain/service/arguments.hpp>

#include <retrain/history/no_history.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/interval/all_of.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/trainer/train_each.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <memory>

using namespace retrain;
using namespace retrain::testing;
using detail::policy_arguments;

namespace {

struct from_the_settings {
    std::string path;
    static from_the_settings from_settings(settings const& values) { return {values.training_data}; }
};
struct by_default {
    int value = 7;
};
struct only_movable {
    std::unique_ptr<int> value;
};

/// What `P` is made of, given `values`.
template <class P, class... Arguments>
P make(Arguments&&... values) {
    return policy_arguments<Arguments...>{std::forward<Arguments>(values)...}.template operator()<P>();
}

}  // namespace

TEST_CASE("a policy is the argument, else from the settings, else by default", "[arguments]") {
    settings values;
    values.training_data = "rows.csv";
    REQUIRE(make<by_default>(by_default{3}, values).value == 3);
    REQUIRE(make<from_the_settings>(by_default{3}, values).path == "rows.csv");
    REQUIRE(make<by_default>().value == 7);
    REQUIRE(make<from_the_settings>().path == settings{}.training_data);
}

TEST_CASE("an argument is moved where it was given to be moved", "[arguments]") {
    REQUIRE(*make<only_movable>(only_movable{std::make_unique<int>(5)}).value == 5);
    by_default mine{9};
    REQUIRE(make<by_default>(mine).value == 9);
    REQUIRE(mine.value == 9);
}

TEST_CASE("a combination takes single parts, at any depth", "[arguments]") {
    using inner = all_of<always, min_interval<>>;
    using both = any_of<inner, min_new_samples<>>;
    settings values;
    values.min_new_samples = 7;
    auto const interval = make<both>(values, min_interval<>{2h});
    REQUIRE(interval.allows({.now = day(1), .last_run = day(1) - 2h}));
    REQUIRE_FALSE(interval.allows({.now = day(1), .last_run = day(1) - 1h, .new_samples = 6}));
    REQUIRE(interval.allows({.now = day(1), .last_run = day(1) - 1h, .new_samples = 7}));

    kept_history const mine;
    auto const sinks = make<record_to<no_history, kept_history>>(mine);
    REQUIRE(sinks.sink<1>().kept == mine.kept);
    STATIC_REQUIRE(detail::takes_argument<both, always>);
    STATIC_REQUIRE_FALSE(detail::takes_argument<both, no_history>);
}

TEST_CASE("a bundle takes single trainers", "[arguments]") {
    using other_toy = toy_trainer<"other">;
    toy_trainer<> mine;
    auto const bundle = make<train_each<other_toy, toy_trainer<>>>(mine);
    REQUIRE(bundle.get<toy_trainer<>>().script == mine.script);
    REQUIRE(bundle.get<other_toy>().script != nullptr);
}
