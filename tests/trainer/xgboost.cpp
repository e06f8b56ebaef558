#include <retrain/trainer/xgboost.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
}

TEST_CASE("the umbrella brings both trainers and the bundle, and both learn the same rows") {
    train_each both{random_forest{{.trees = 10}}, gradient_boosting{{.rounds = 10}}};
    static_assert(decltype(both)::index_of("gradient_boosting") == 1);
    auto const data = testing::sample_rows({.rows = 300, .apart = 3.0F});
    both.for_each([&](auto const& trainer) {
        xgboost_model const model = trainer.train({.rows = data.view()});
        CHECK(testing::share_right(model, data.view()) > 0.9);
        CHECK(model.rounds() == 10);
    });
}
