#include <retrain/trainer/explain_model.hpp>
#include <retrain/trainer/gradient_boosting.hpp>
#include <retrain/trainer/xgboost_model.hpp>

#include <laws/trainer.hpp>
#include <support/catch.hpp>

#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::sample_rows;

static_assert(Model<xgboost_model>);
static_assert(explain_model<xgboost_model>());
static_assert(!std::is_copy_constructible_v<xgboost_model>);

xgboost_model trained(dataset const& data, int rounds = 5) {
    return gradient_boosting{{.rounds = rounds}}.train({.rows = data.view()});
}

std::vector<std::byte> bytes_of(std::string_view text) {
    auto const bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

std::string refusal_of(std::span<std::byte const> bytes) {
    try {
        static_cast<void>(xgboost_model::load(bytes));
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::corrupt_model);
        return problem.what();
    }
    return "accepted";
}

/// A model file of another objective.
std::vector<std::byte> file_with(char const* objective, int classes) {
    auto const data = sample_rows({.rows = 30});
    xgboost_matrix rows{data.features, 4, 1};
    rows.set_labels(data.labels);
    DMatrixHandle const evaluated[] = {rows.handle()};
    xgboost_booster booster{evaluated};
    booster.set("nthread", 1);
    booster.set("objective", objective);
    if (classes > 0) booster.set("num_class", classes);
    booster.update(0, rows);
    return booster.save();
}
}  // namespace

TEST_CASE("a model knows its shape and its rounds, also after loading") {
    for (std::size_t const classes : {2U, 3U, 5U}) {
        auto const data = sample_rows({.rows = 100, .classes = classes, .features = 6});
        auto const model = xgboost_model::load(trained(data, 4).save());
        CHECK(model.feature_count() == 6);
        CHECK(model.class_count() == classes);
        CHECK(model.rounds() == 4);
    }
}

TEST_CASE("of two classes both columns are filled, and the second is the first's complement") {
    auto const data = sample_rows({.rows = 200, .classes = 2, .apart = 3.0F});
    auto const model = trained(data, 20);
    auto const p = laws::predictions(model, data.features);
    for (std::size_t row = 0; row < 200; ++row) {
        CHECK(p[2 * row] == 1.0F - p[2 * row + 1]);
        CHECK((p[2 * row + 1] > 0.5F) == (data.labels[row] == 1));
    }
}

TEST_CASE("no rows are predicted as none, and sizes that do not fit are refused") {
    auto const model = trained(sample_rows());
    std::vector<float> out(3), rows(4);
    CHECK_NOTHROW(model.predict_proba({}, {}));
    CHECK_NOTHROW(model.predict_proba(rows, out));
    CHECK_THROWS_WITH(model.predict_proba(std::span{rows}.first(3), out),
                      ContainsSubstring("the model reads 4 features and writes 3 classes a row"));
    CHECK_THROWS_AS(model.predict_proba(rows, std::span{out}.first(2)), error);
    CHECK_THROWS_AS(model.predict_proba({}, out), error);
}

TEST_CASE("annotations are saved with the model") {
    auto model = trained(sample_rows());
    model.annotate("trained_because", "backtest_completed");
    CHECK(model.annotation("trained_because") == "backtest_completed");
    auto const loaded = xgboost_model::load(model.save());
    CHECK(loaded.annotation("trained_because") == "backtest_completed");
    CHECK(loaded.annotation("verdict") == std::nullopt);
}

TEST_CASE("a loaded model predicts on the calling thread alone") {
    // a file does not say how many threads; XGBoost by itself would start one for each core
    auto const data = sample_rows({.rows = 20'000});
    auto const model = xgboost_model::load(trained(data, 2).save());
    auto const threads = [] {
        std::error_code no_proc;  // then it is 0 before and after
        std::filesystem::directory_iterator const tasks{"/proc/self/task", no_proc};
        return std::distance(begin(tasks), end(tasks));
    };
    std::jthread{[&] {  // a thread for which the engine has not gathered a team yet
        auto const before = threads();
        static_cast<void>(laws::predictions(model, data.features));
        CHECK(threads() == before);
    }}.join();
}

TEST_CASE("bytes that are no model are refused and nothing leaks") {
    CHECK(refusal_of(trained(sample_rows()).save()) == "accepted");
    CHECK_THAT(refusal_of({}), ContainsSubstring("the 0 bytes are no whole UBJ document"));
    for (std::string_view const text : {"a text", R"({"learner":{}})", "{L}", "{}}"})
        CHECK_THAT(refusal_of(bytes_of(text)), ContainsSubstring("no whole UBJ document"));
    CHECK_THAT(refusal_of(bytes_of("{}")), ContainsSubstring("XGBoost could not read"));
}

TEST_CASE("a file that was cut, wherever, does not reach XGBoost, which can crash on it") {
    auto const whole = trained(sample_rows(), 2).save();
    std::size_t refused = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        auto const why = refusal_of(std::span{whole}.first(size));
        if (why.find("no whole UBJ document") != std::string::npos) ++refused;
    }
    CHECK(refused == whole.size());
    auto longer = whole;
    longer.push_back(std::byte{'}'});
    CHECK_THAT(refusal_of(longer), ContainsSubstring("no whole UBJ document"));
}

TEST_CASE("models that do not give class probabilities are refused") {
    CHECK_THAT(refusal_of(file_with("reg:squarederror", 0)),
               ContainsSubstring("its objective is 'reg:squarederror'"));
    CHECK_THAT(refusal_of(file_with("multi:softmax", 3)), ContainsSubstring("multi:softmax"));
    CHECK(refusal_of(file_with("multi:softprob", 3)) == "accepted");
}
