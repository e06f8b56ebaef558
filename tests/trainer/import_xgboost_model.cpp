#include <retrain/trainer/import_xgboost_model.hpp>

#include <retrain/trainer/gradient_boosting.hpp>
#include <retrain/trainer/random_forest.hpp>

#include <laws/trainer.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::sample_rows;
using bytes = std::vector<std::byte>;

/// Models that XGBoost 1.7.4 and 3.0.0 wrote, by its C API without this library.
std::filesystem::path const written{std::string{RETRAIN_TEST_DIRECTORY} + "/fuzz/corpus/model"};

bytes bytes_of(std::string_view text) {
    auto const all = std::as_bytes(std::span{text});
    return {all.begin(), all.end()};
}

bytes file(char const* name) { return bytes_of(retrain::testing::read_file(written / name)); }

std::string refusal_of(std::span<std::byte const> model, import_limits const& limits = {}) {
    try {
        static_cast<void>(import_xgboost_model(model, limits));
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::corrupt_model);
        return problem.what();
    }
    return "accepted";
}

std::size_t place_of(bytes const& model, std::string_view text) {
    auto const wanted = bytes_of(text);
    auto const at = std::search(model.begin(), model.end(), wanted.begin(), wanted.end());
    INFO(text);
    REQUIRE(at != model.end());
    return static_cast<std::size_t>(at - model.begin());
}

/// The model with `text` in the place of the equally long `old`.
bytes with(bytes model, std::string_view old, std::string_view text) {
    REQUIRE(old.size() == text.size());
    std::ranges::copy(bytes_of(text),
                      model.begin() + static_cast<std::ptrdiff_t>(place_of(model, old)));
    return model;
}

/// The model where the number `index` of the first list `name` is `number`, as its bits.
bytes with_number(bytes model, std::string_view name, std::size_t index, std::uint32_t number,
                  std::size_t width = 4) {
    auto at = place_of(model, std::string{name} + "[$") + name.size() + 13 + index * width;
    for (std::size_t i = 0; i < width; ++i)
        model[at + i] = static_cast<std::byte>(number >> (8 * (width - 1 - i)));
    return model;
}

constexpr std::uint32_t not_a_number = 0x7fc00000;
constexpr std::uint32_t infinite = 0x7f800000;
}  // namespace

TEST_CASE("what XGBoost 1.7 and 3.0 write is imported") {
    struct expected {
        char const* name;
        std::size_t classes;
        std::size_t rounds;
    };
    for (auto const& [name, classes, rounds] : {expected{"1.7_logistic.ubj", 2, 2},
                                                {"1.7_pruned.ubj", 2, 2},
                                                {"1.7_forest.ubj", 3, 2},
                                                {"3.0_logistic.ubj", 2, 2},
                                                {"3.0_pruned.ubj", 2, 2},
                                                {"3.0_softprob.ubj", 3, 2}}) {
        INFO(name);
        auto const model = import_xgboost_model(file(name));
        CHECK(model.feature_count() == 5);
        CHECK(model.class_count() == classes);
        CHECK(model.rounds() == rounds);
    }
}

TEST_CASE("the models of our own trainers are imported, and predict the same") {
    for (std::size_t const classes : {2U, 4U}) {
        auto const data = sample_rows({.rows = 200, .classes = classes, .missing = 0.1F});
        auto boosted =
            gradient_boosting{{.rounds = 7, .min_gain = 1.0}}.train({.rows = data.view()});
        boosted.annotate("trained_because", "a test");
        auto const forest = random_forest{{.trees = 7}}.train({.rows = data.view()});
        for (xgboost_model const* const model : {&std::as_const(boosted), &forest}) {
            auto const imported = import_xgboost_model(model->save());
            CHECK(imported.rounds() == 7);
            CHECK(laws::predictions(imported, data.features) ==
                  laws::predictions(*model, data.features));
            CHECK(imported.annotation("trained_because") == model->annotation("trained_because"));
        }
    }
}

TEST_CASE("a model in another form is refused with a way out") {
    CHECK_THAT(refusal_of({}), ContainsSubstring("its 0 bytes are not UBJ"));
    for (std::string_view const text : {R"({"learner":{},"version":[1,7,4]})", "{", "{}}", "{[}"})
        CHECK_THAT(refusal_of(bytes_of(text)),
                   ContainsSubstring("save the model to a file named .ubj"));
    CHECK_THAT(refusal_of(bytes_of("{}")), ContainsSubstring("it has no member 'version'"));
    auto const whole = file("3.0_logistic.ubj");
    CHECK_THAT(refusal_of(std::span{whole}.first(whole.size() - 1)), ContainsSubstring("not UBJ"));
}

TEST_CASE("limits are told") {
    auto const model = file("1.7_pruned.ubj");
    CHECK_THAT(refusal_of(model, {.bytes = 1'000}),
               ContainsSubstring("bytes are more than the limit of 1000"));
    CHECK_THAT(
        refusal_of(model, {.features = 4}),
        ContainsSubstring("learner_model_param.num_feature is '5', no whole number from 1 to 4"));
    CHECK_THAT(refusal_of(model, {.depth = 1}), ContainsSubstring("is deeper than the limit of 1"));
    CHECK(refusal_of(model, {.bytes = model.size(), .features = 5, .depth = 4}) == "accepted");
}

TEST_CASE("each list and number that XGBoost takes on trust is examined") {
    using namespace std::string_view_literals;
    auto const model = file("1.7_logistic.ubj");  // two trees, the first of five nodes
    REQUIRE(refusal_of(model) == "accepted");
    struct damage {
        bytes changed;
        char const* told;
    };
    std::vector<damage> const damages{
        {with_number(model, "left_children", 0, 7), "has a child that is no node"},
        {with_number(model, "left_children", 0, 0x80000000), "has a child that is no node"},
        {with_number(model, "right_children", 0, 0x7fffffff), "has a child that is no node"},
        {with_number(model, "left_children", 0, 0), "is the child of two nodes"},
        {with_number(model, "left_children", 2, 2), "is the child of two nodes"},
        {with_number(model, "left_children", 0, 2), "is the child of two nodes"},
        {with_number(model, "left_children", 0, 0xffffffff), "has one child"},
        {with_number(model, "parents", 1, 7), "is no node"},
        {with_number(model, "parents", 3, 0x7fffffff), "is no node"},
        {with_number(model, "parents", 3, 1), "is not the node whose child it is"},
        {with_number(model, "parents", 0, 0), "is no node"},
        {with_number(model, "split_indices", 0, 5), "is no feature"},
        {with_number(model, "split_indices", 0, 0xffffffff), "is no feature"},
        {with_number(model, "split_conditions", 0, not_a_number), "is not finite"},
        {with_number(model, "split_conditions", 4, infinite), "is not finite"},
        {with_number(model, "base_weights", 1, not_a_number), "is not finite"},
        {with_number(model, "loss_changes", 1, not_a_number), "is not finite"},
        {with_number(model, "sum_hessian", 1, infinite), "is not finite"},
        {with_number(model, "split_conditions", 3, 0x7f7fffff), "their sum could overflow"},
        {with_number(model, "default_left", 0, 2, 1), "is neither 0 nor 1"},
        {with_number(model, "split_type", 0, 1, 1), "is not numeric"},
        {with(model, "num_nodesSL\0\0\0\0\0\0\0\0015"sv, "num_nodesSL\0\0\0\0\0\0\0\0016"sv),
         "has 5 numbers where there must be 6"},
        {with(model, "num_nodesSL\0\0\0\0\0\0\0\0015"sv, "num_nodesSL\0\0\0\0\0\0\0\001x"sv),
         "is 'x', no whole number"},
        {with(model, "num_deletedSL\0\0\0\0\0\0\0\0010"sv, "num_deletedSL\0\0\0\0\0\0\0\0012"sv),
         "has 0 pruned nodes, it names 2"},
        {with(model, "num_parallel_treeSL\0\0\0\0\0\0\0\0011"sv,
              "num_parallel_treeSL\0\0\0\0\0\0\0\0010"sv),
         "no whole number from 1 to 2"},
        {with(model, "num_treesSL\0\0\0\0\0\0\0\0012"sv, "num_treesSL\0\0\0\0\0\0\0\0013"sv),
         "no whole number from 2 to 2"},
        {with(model, "num_featureSL\0\0\0\0\0\0\0\0015"sv, "num_featureSL\0\0\0\0\0\0\0\0014"sv),
         "num_feature is '4', no whole number from 5 to 5"},
        {with(model, "num_classSL\0\0\0\0\0\0\0\0010"sv, "num_classSL\0\0\0\0\0\0\0\0013"sv),
         "no whole number from 0 to 1"},
        {with(model, "base_scoreSL\0\0\0\0\0\0\0\0045E-1"sv,
              "base_scoreSL\0\0\0\0\0\0\0\0045E+1"sv),
         "base_score is not between 0 and 1"},
        {with(model, "binary:logistic"sv, "binary:logitraw"sv), "give class probabilities"},
        {with(model, "L\0\0\0\0\0\0\0\6gbtree"sv, "L\0\0\0\0\0\0\0\6gbline"sv),
         "gradient_booster.name is not 'gbtree'"},
        {with(model, "version[#"sv, "versiom[#"sv), "the member 'versiom'"},
        {with(model, "left_children[$l"sv, "left_children[$d"sv), "has numbers of another type"},
        {with(model, "idi\0"sv, "idi\1"sv), "is not the tree's place"},
        {with(model, "tree_info[#L\0\0\0\0\0\0\0\2i\0"sv, "tree_info[#L\0\0\0\0\0\0\0\2i\1"sv),
         "is not the class of the tree"},
        {with(model, "split_type"sv, "split_kind"sv), "XGBoost 1.7 to 3.0 do not write"},
        {with(model, "base_weights"sv, "base_weight\0"sv), "has the member 'base_weight\\x00'"},
        {with(model, "split_conditions"sv, "categories_nodes"sv), "are not UBJ"},  // twice
    };
    for (auto const& [changed, told] : damages)
        CHECK_THAT(refusal_of(changed), ContainsSubstring(told));

    auto const classes = file("3.0_softprob.ubj");
    CHECK_THAT(
        refusal_of(with(
            classes, "softmax_multiclass_param{L\0\0\0\0\0\0\0\x09num_classSL\0\0\0\0\0\0\0\0013"sv,
            "softmax_multiclass_param{L\0\0\0\0\0\0\0\x09num_classSL\0\0\0\0\0\0\0\0012"sv)),
        ContainsSubstring("num_class is '2', no whole number from 3 to 3"));
    CHECK_THAT(refusal_of(with(classes, "iteration_indptr[#L\0\0\0\0\0\0\0\3i\0i\3"sv,
                               "iteration_indptr[#L\0\0\0\0\0\0\0\3i\0i\4"sv)),
               ContainsSubstring("is not where its round begins"));
}

TEST_CASE("a pruned node may be there and nothing else that can't be reached") {
    for (auto const* const name : {"1.7_pruned.ubj", "3.0_pruned.ubj"}) {
        auto const model = file(name);
        auto const at = place_of(model, "split_indices[$l") + 26;
        std::size_t pruned = 0;
        while (detail::big_endian<4>(model.data() + at + 4 * pruned) != 0x7fffffff) ++pruned;
        CHECK_THAT(refusal_of(with_number(model, "split_indices", pruned, 0)),
                   ContainsSubstring("can't be reached from the root, though it was not pruned"));
        CHECK_THAT(refusal_of(with_number(model, "parents", pruned, 0x00ffffff)),
                   ContainsSubstring("is no node"));
    }
}
