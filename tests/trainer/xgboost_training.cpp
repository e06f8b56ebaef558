#include <retrain/trainer/xgboost_training.hpp>

#include <laws/trainer.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::sample_rows;
}  // namespace

TEST_CASE("a trainer of one's own can be built on a training: here one of stumps") {
    auto const data = sample_rows({.rows = 300, .classes = 2, .apart = 3.0F});
    training_request const request{.rows = data.view(), .stopping_rows = data.view()};
    xgboost_training training{request, "stumps", false};
    training.set("max_depth", 1);
    CHECK(training.outputs() == 1);
    training.round();
    auto const first = training.report(2).value();
    training.round();
    CHECK(training.report(2).value() < first);

    auto const one = training.finish(1);
    CHECK(one.rounds() == 1);
    CHECK(testing::mean_log_loss(one, data.view()) == Approx(first).epsilon(1e-5));
}

TEST_CASE("rows are checked before XGBoost sees them, and balanced where that is asked for") {
    auto data = sample_rows({.rows = 9});
    training_request request{.rows = data.view()};
    CHECK(xgboost_training{request, "a", true}.weights().size() == 9);
    data.labels.assign({0, 0, 0, 0, 0, 0, 0, 0, 1});
    request.rows = data.view();
    xgboost_training const balanced{request, "a", true};
    CHECK(balanced.outputs() == 3);
    CHECK(balanced.weights()[8] == Approx(9.0 / (2.0 * 1.0)));
    CHECK(xgboost_training{request, "a", false}.weights()[8] == 1.0F);
    data.labels[0] = 3;
    request.rows = data.view();
    CHECK_THROWS_WITH((xgboost_training{request, "mine", false}),
                      ContainsSubstring("mine can't be trained: its rows have the label 3"));
}

TEST_CASE("the model carries the features' names and types for its other readers") {
    auto data = sample_rows({.rows = 30});
    data.shape.features[1] = {"above_ema", column_type::boolean};
    training_request const request{.rows = data.view()};
    xgboost_training training{request, "a", false};
    training.round();
    auto const bytes = training.finish(1).save();
    std::string const text{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    CHECK(text.find("feature_0") != std::string::npos);
    CHECK(text.find("above_ema") != std::string::npos);
}
