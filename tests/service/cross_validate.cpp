#include <retrain/service/cross_validate.hpp>

#include <retrain/split/combinatorial_purged_cv.hpp>
#include <retrain/split/purged_k_fold.hpp>
#include <retrain/split/walk_forward.hpp>
#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <array>
#include <cmath>

using namespace retrain;
using namespace retrain::testing;

TEST_CASE("each fold trains a model and scores it on rows that it has not seen", "[cross_validate]") {
    auto const all = toy_rows(100);
    toy_trainer<> trainer;
    auto const result = cross_validate(purged_k_fold<5, no_embargo>{}, trainer, all.view(), log_loss{});
    CHECK(result.metric == "log_loss");
    CHECK(result.purged);
    REQUIRE(result.folds.size() == 5);
    CHECK(trainer.script->rows == std::vector<std::size_t>{78, 76, 76, 76, 78});
    for (std::size_t fold = 0; fold < 5; ++fold) {
        CHECK(result.folds[fold].score == Approx(-std::log(0.9)));
        CHECK(result.folds[fold].training == trainer.script->rows[fold]);
        CHECK(result.folds[fold].tested == 20);
        CHECK(result.folds[fold].training + result.folds[fold].purged == 80);
    }
    CHECK(result.mean() == Approx(-std::log(0.9)));
    CHECK(result.deviation() == Approx(0.0).margin(1e-6));
}

TEST_CASE("a walk forward is never trained on the future", "[cross_validate]") {
    auto const all = toy_rows(60);
    toy_trainer<> trainer;
    auto const result = cross_validate(walk_forward<5>{}, trainer, all.view(), log_loss{});
    REQUIRE(result.folds.size() == 5);
    for (std::size_t fold = 0; fold < 5; ++fold)
        CHECK(trainer.script->latest_exit[fold] < day(10 * (static_cast<int>(fold) + 1)));
    CHECK(cross_validate(combinatorial_purged_cv<>{}, trainer, all.view(), log_loss{}).folds.size() ==
          15);
}

TEST_CASE("a cross-validation gives the trainer what it was told, and ends as it does",
          "[cross_validate]") {
    auto const all = toy_rows(60);
    toy_trainer<> trainer;
    trainer.script->fails = true;
    CHECK_THROWS_AS(cross_validate(walk_forward<>{}, trainer, all.view(), log_loss{}), error);
    trainer.script->fails = false;
    std::stop_source stop;
    stop.request_stop();
    training_request how;
    how.stop = stop.get_token();
    CHECK_THROWS_WITH(cross_validate(walk_forward<>{}, trainer, all.view(), log_loss{}, how),
                      ContainsSubstring("cancelled"));
    CHECK_THROWS_AS(cross_validate(walk_forward<>{}, trainer, toy_rows(3).view(), log_loss{}), error);
}

namespace {
/// A split of the program's own that leaves nothing out.
struct first_and_last {
    static constexpr bool purged = false;
    std::array<split_rows, 1> folds(dataset_view rows) const {
        split_rows halves;
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            (2 * row < rows.row_count() ? halves.training : halves.holdout).push_back(row);
        return {halves};
    }
};
}  // namespace

namespace {
/// Tests on a row that is not there.
struct beyond_the_end {
    static constexpr bool purged = false;
    static std::array<split_rows, 1> folds(dataset_view rows) {
        return {split_rows{{0, 1, 2}, {rows.row_count()}}};
    }
};
}  // namespace

TEST_CASE("a fold that names a row which is not there is an error", "[cross_validate]") {
    auto const all = toy_rows(60);
    toy_trainer<> trainer;
    CHECK_THROWS_WITH(cross_validate(beyond_the_end{}, trainer, all.view(), log_loss{}),
                      ContainsSubstring("names row 60 of 60"));
}

TEST_CASE("scores say whether their split was purged", "[cross_validate]") {
    auto const all = toy_rows(60);
    toy_trainer<> trainer;
    auto const result = cross_validate(first_and_last{}, trainer, all.view(), log_loss{});
    CHECK_FALSE(result.purged);
    CHECK(std::isnan(result.deviation()));
    CHECK(std::isnan(cross_validation{}.mean()));
    cross_validation const two{"x", true, {{.score = 1}, {.score = 3}}};
    CHECK(two.mean() == 2);
    CHECK(two.deviation() == Approx(std::sqrt(2.0)));
}
