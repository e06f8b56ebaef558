#include <retrain/core/fixed_string.hpp>
#include <retrain/trainer/train_each.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

#include "class_shares.hpp"

namespace {
using namespace retrain;
using testing::class_shares;
using testing::class_shares_trainer;

template <fixed_string Name>
struct tuned {
    using policy_role = trainer_role;
    static constexpr std::string_view name = Name;
    int depth = 3;
    class_shares train(training_request const& request) {
        return class_shares_trainer{}.train(request);
    }
};
struct fixed_up {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "fixed_up";
    explicit constexpr fixed_up(int) {}
    class_shares train(training_request const&);
};

using pair = train_each<tuned<"shallow">, tuned<"deep">>;
static_assert(TrainerBundle<pair> && !Trainer<pair>);
static_assert(trainer_role::accepts<pair>);
static_assert(trainer_role::explain<pair>());
static_assert(std::same_as<pair::trainers, type_list<tuned<"shallow">, tuned<"deep">>>);
static_assert(pair::names == std::array<std::string_view, 2>{"shallow", "deep"});
static_assert(pair::index_of("shallow") == 0 && pair::index_of("deep") == 1);
static_assert(!pair::index_of("deepest") && !pair::index_of(""));

static_assert(std::same_as<as_bundle_t<class_shares_trainer>, train_each<class_shares_trainer>>);
static_assert(std::same_as<as_bundle_t<pair>, pair>);
static_assert(std::is_empty_v<train_each<class_shares_trainer>>);
static_assert(std::default_initializable<pair>);
static_assert(!std::default_initializable<train_each<fixed_up>>);
static_assert(!std::convertible_to<tuned<"deep">, train_each<tuned<"deep">>>);

constexpr int sum_of_depths(auto const& bundle) {
    int sum = 0;
    bundle.for_each([&](auto const& part) { sum += part.depth; });
    return sum;
}
static_assert(sum_of_depths(pair{}) == 6);
static_assert(train_each{tuned<"a">{1}, tuned<"b">{4}}.get<tuned<"b">>().depth == 4);
static_assert(train_each{tuned<"a">{1}, tuned<"b">{4}}.get<0>().depth == 1);

constexpr bool is_file_name(auto... names) {
    return (requirement::TrainerNamedByFile<decltype(names)> && ...);
}
static_assert(is_file_name(tuned<"a">{}, tuned<"A-1_b">{}));
static_assert(!is_file_name(tuned<"">{}));
static_assert(!is_file_name(tuned<"a/b">{}));
static_assert(!is_file_name(tuned<"..">{}));
static_assert(!is_file_name(tuned<"a b">{}));
}  // namespace

TEST_CASE("a bundle keeps the values of its trainers, to be reached by type and by place") {
    train_each both{tuned<"shallow">{2}, tuned<"deep">{9}};
    static_assert(std::same_as<decltype(both), pair>);
    CHECK(both.get<tuned<"deep">>().depth == 9);
    both.get<0>().depth = 5;
    CHECK(both.get<tuned<"shallow">>().depth == 5);

    std::vector<std::string> seen;
    both.for_each([&](auto& part) {
        part.depth += 1;
        seen.push_back(std::string{part.name} + std::to_string(part.depth));
    });
    CHECK(seen == std::vector<std::string>{"shallow6", "deep10"});
}

TEST_CASE("a bundle of one is made from its trainer's value, also by as_bundle_t") {
    as_bundle_t<tuned<"only">> bundle{tuned<"only">{7}};
    CHECK(bundle.get<0>().depth == 7);
    train_each<fixed_up> const made{fixed_up{1}};
    CHECK(made.names[0] == "fixed_up");
}
