#include <retrain/trainer/random_forest.hpp>

#include <laws/trainer.hpp>
#include <support/catch.hpp>

#include <stop_token>
#include <string>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::mean_log_loss;
using testing::sample_rows;
using testing::share_right;

static_assert(Trainer<random_forest>);
static_assert(random_forest::name == "random_forest");
static_assert(basic_random_forest<"shallow">::name == "shallow");

/// The forest as XGBoost grows it by itself: all trees in one round.
xgboost_model in_one_round(dataset const& data, random_forest_parameters const& parameters) {
    xgboost_matrix rows{data.features, data.shape.features.size(), 1};
    rows.set_labels(data.labels);
    rows.set_weights(data.weights);
    DMatrixHandle const evaluated[] = {rows.handle()};
    xgboost_booster booster{evaluated};
    booster.set("nthread", 1);
    booster.set("seed", 42);
    booster.set("tree_method", "hist");
    booster.set("base_score", 0.5);
    booster.set("learning_rate", 1);
    booster.set("num_parallel_tree", parameters.trees.value());
    booster.set("max_depth", parameters.max_depth.value());
    booster.set("subsample", parameters.subsample.value());
    booster.set("colsample_bynode", parameters.colsample.value());
    booster.set("reg_lambda", parameters.l2.value());
    auto const classes = data.shape.classes.size();
    booster.set("objective", classes == 2 ? "binary:logistic" : "multi:softprob");
    if (classes > 2) booster.set("num_class", classes);
    booster.update(0, rows);
    return xgboost_model::load(booster.save());
}
}  // namespace

TEST_CASE("random_forest obeys the laws, for two classes and for more") {
    for (std::size_t const classes : {2U, 3U}) {
        auto const data = sample_rows({.classes = classes, .missing = 0.1F});
        random_forest trainer{{.trees = 8}};
        training_request const request{.rows = data.view(), .seed = 7};
        auto const model = trainer.train(request);
        CHECK(laws::round_trips(model, data.features));
        CHECK(laws::predicts_probabilities(model, data.features));
        CHECK(laws::predicts_concurrently(model, data.features));
        CHECK(laws::is_deterministic(trainer, request));
        CHECK(laws::keeps_to_the_rounds(trainer, request));
        CHECK(laws::heeds_a_stop(trainer, request));
        CHECK(laws::refuses_no_rows(trainer, request));
    }
}

TEST_CASE("of two classes the forest is XGBoost's own, to the last bit") {
    auto data = sample_rows({.rows = 500, .classes = 2, .apart = 0.8F, .missing = 0.05F});
    for (std::size_t row = 0; row < 500; ++row) data.weights[row] = row % 3 == 0 ? 2.0F : 0.5F;
    random_forest const trainer{{.trees = 20}};  // 1 / 20 is rounded, like the trees' weights
    auto const model = trainer.train({.rows = data.view(), .seed = 42});
    auto const theirs = in_one_round(data, trainer.parameters);
    CHECK(laws::same_bits(laws::predictions(model, data.features),
                          laws::predictions(theirs, data.features)));
}

TEST_CASE("of more classes it is the same where no row or feature is left to chance") {
    auto const data = sample_rows({.rows = 500, .classes = 4, .apart = 0.8F});
    random_forest const trainer{{.trees = 5, .subsample = 1.0, .colsample = 1.0}};
    auto const ours = laws::predictions(trainer.train({.rows = data.view()}), data.features);
    auto const theirs = laws::predictions(in_one_round(data, trainer.parameters), data.features);
    for (std::size_t i = 0; i < ours.size(); ++i) CHECK(ours[i] == Approx(theirs[i]).margin(1e-6));
}

TEST_CASE("more trees bring a forest nearer to its limit, not further into the training rows") {
    auto const data = sample_rows({.rows = 500, .apart = 0.8F});
    auto const train = [&](int trees) {
        return random_forest{{.trees = trees}}.train({.rows = data.view()});
    };
    // boosting so many rounds would drive the loss on the training rows towards 0
    CHECK(mean_log_loss(train(300), data.view()) ==
          Approx(mean_log_loss(train(60), data.view())).epsilon(0.05));
}

TEST_CASE("a forest learns clouds that lie apart") {
    auto const data = sample_rows({.rows = 600, .apart = 3.0F});
    auto const fresh = sample_rows({.rows = 600, .apart = 3.0F, .seed = 2});
    auto const model = random_forest{}.train({.rows = data.view()});
    CHECK(share_right(model, fresh.view()) > 0.9);
    CHECK(mean_log_loss(model, fresh.view()) < 0.6);
}

TEST_CASE("a forest is cancelled between two trees, and tells its progress after each") {
    auto const data = sample_rows();
    std::stop_source source;
    std::vector<std::size_t> rounds;
    training_request request{.rows = data.view(), .stop = source.get_token()};
    request.progress = [&](training_progress const& at) {
        CHECK(at.model == "random_forest");
        CHECK(at.rounds == 50);
        CHECK(!at.loss);
        rounds.push_back(at.round);
        if (at.round == 4) source.request_stop();
    };
    try {
        static_cast<void>(random_forest{{.trees = 50}}.train(request));
        FAIL("not cancelled");
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::cancelled);
        CHECK_THAT(problem.what(), ContainsSubstring("random_forest was cancelled after 4"));
    }
    CHECK(rounds == std::vector<std::size_t>{1, 2, 3, 4});
}

TEST_CASE("balanced classes raise the recall of the rare one in a forest too") {
    auto data = sample_rows({.rows = 1'200, .classes = 2, .apart = 0.7F});
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < 1'200; ++row)
        if (data.labels[row] == 0 || row % 20 == 1) kept.push_back(row);
    auto const skewed = select(data.view(), kept);
    auto const fresh = sample_rows({.rows = 600, .classes = 2, .apart = 0.7F, .seed = 2});
    auto const plain = random_forest{{.trees = 30}}.train({.rows = skewed.view()});
    auto const balanced =
        random_forest{{.trees = 30, .balance_classes = true}}.train({.rows = skewed.view()});
    CHECK(share_right(balanced, fresh.view(), 1) > share_right(plain, fresh.view(), 1) + 0.2);
}

TEST_CASE("a row without weight teaches a forest nothing") {
    auto data = sample_rows({.rows = 600, .apart = 3.0F});
    auto const fresh = sample_rows({.rows = 600, .apart = 3.0F, .seed = 2});
    for (std::size_t row = 0; row < 600; row += 2) {
        data.labels[row] = (data.labels[row] + 1) % 3;
        data.weights[row] = 4.0F;
    }
    random_forest const trainer{{.trees = 20}};
    CHECK(share_right(trainer.train({.rows = data.view()}), fresh.view()) < 0.5);
    for (std::size_t row = 0; row < 600; row += 2) data.weights[row] = 0.0F;
    CHECK(share_right(trainer.train({.rows = data.view()}), fresh.view()) > 0.9);
}

TEST_CASE("XGBoost knows every parameter of the forest, and none is lost on the way") {
    auto const data = sample_rows();
    std::vector<std::string> messages;
    training_request request{.rows = data.view()};
    request.message = [&](log_level, std::string_view text) { messages.emplace_back(text); };
    auto const reference =
        laws::predictions(random_forest{{.trees = 5}}.train(request), data.features);
    CHECK(messages.empty());
    random_forest_parameters const changes[] = {
        {.trees = 6},
        {.trees = 5, .max_depth = 2},
        {.trees = 5, .subsample = 0.5},
        {.trees = 5, .colsample = 0.25},
        {.trees = 5, .min_child_weight = 20.0},
        {.trees = 5, .min_gain = 5.0},
        {.trees = 5, .l2 = 3.0},
        {.trees = 5, .max_bins = 8},
    };
    for (auto const& change : changes)
        CHECK(laws::predictions(random_forest{change}.train(request), data.features) != reference);
    request.seed = 1;
    CHECK(laws::predictions(random_forest{{.trees = 5}}.train(request), data.features) != reference);
}

TEST_CASE("a forest's parameter out of its range is refused by name") {
    CHECK_THROWS_WITH((random_forest{{.trees = 0}}), ContainsSubstring("trees is 0, but"));
    CHECK_THROWS_WITH((random_forest{{.colsample = 1.5}}), ContainsSubstring("colsample is 1.5"));
}
