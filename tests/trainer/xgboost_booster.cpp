#include <retrain/trainer/xgboost_booster.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;

/// Two classes, three features, as a booster sees them.
struct fixture {
    dataset data = testing::sample_rows({.rows = 200, .classes = 2, .features = 3});
    xgboost_matrix rows{data.features, 3, 1};
    std::array<DMatrixHandle, 1> evaluated{rows.handle()};
    xgboost_booster booster{evaluated};

    fixture() {
        rows.set_labels(data.labels);
        booster.set("nthread", 1);
        booster.set("tree_method", "hist");
        booster.set("base_score", 0.5);
        booster.set("objective", "binary:logistic");
    }
    void train(std::size_t rounds) {
        for (std::size_t round = 0; round < rounds; ++round) booster.update(round, rows);
    }
};

std::vector<std::string> feature_info(xgboost_booster const& booster, char const* field) {
    bst_ulong size = 0;
    char const** texts = nullptr;
    REQUIRE(XGBoosterGetStrFeatureInfo(booster.handle(), field, &size, &texts) == 0);
    return {texts, texts + size};
}
}  // namespace

TEST_CASE_METHOD(fixture, "a booster trains rounds, and the first of them can be cut off") {
    train(3);
    auto const three = booster.predict(rows);
    train(2);
    CHECK(booster.rounds() == 5);
    CHECK(booster.feature_count() == 3);
    CHECK(booster.predict(rows) != three);
    auto const cut = booster.first(3);
    CHECK(cut.rounds() == 3);
    CHECK(cut.predict(rows) == three);
}

TEST_CASE_METHOD(fixture, "rows are predicted in place as they are from a matrix") {
    train(3);
    std::vector<float> in_place;
    auto const outputs = booster.predict(data.features, 3, [&](std::span<float const> values) {
        in_place.assign(values.begin(), values.end());
    });
    CHECK(outputs == 1);
    CHECK(in_place == booster.predict(rows));
}

TEST_CASE_METHOD(fixture, "a round on the objective's own gradients is the same round") {
    auto const gradients_at_half = [&] {
        std::vector<float> gradients;
        for (auto const label : data.labels) gradients.push_back(label == 1 ? -0.5F : 0.5F);
        return gradients;
    };
    std::vector<float> gradients = gradients_at_half(), hessians(200, 0.25F);
    fixture other;
    train(1);
    other.booster.update(0, other.rows, gradients, hessians, 1);
    CHECK(other.booster.predict(other.rows) == booster.predict(rows));
}

TEST_CASE_METHOD(fixture, "a booster is saved and loaded with its attributes and feature names") {
    train(2);
    booster.name_features(std::vector<feature_column>{
        {"dip [%]", column_type::number}, {"above", column_type::boolean}, {"c", {}}});
    booster.set_attribute("reason", "a \"quoted\" text\nof two lines");
    auto const copy = xgboost_booster::load(booster.save());
    CHECK(copy.predict(rows) == booster.predict(rows));
    CHECK(copy.rounds() == 2);
    CHECK(copy.attribute("reason") == "a \"quoted\" text\nof two lines");
    CHECK(copy.attribute("nothing") == std::nullopt);
    CHECK(feature_info(copy, "feature_name") == std::vector<std::string>{"dip [%]", "above", "c"});
    CHECK(feature_info(copy, "feature_type") == std::vector<std::string>{"float", "i", "float"});
}

TEST_CASE_METHOD(fixture, "numbers reach XGBoost whole") {
    booster.set("learning_rate", 0.0625);
    train(1);
    CHECK_THAT(booster.configuration(), ContainsSubstring(R"("learning_rate":"0.0625")"));
}

TEST_CASE_METHOD(fixture, "the text of an error is printable, whatever bytes XGBoost quotes") {
    booster.set("sampling_method", "\x80\n\x01");
    try {
        train(1);
        FAIL("XGBoost took a parameter of no sense");
    } catch (error const& problem) {
        std::string_view const text = problem.what();
        CHECK(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }));
        CHECK_THAT(problem.what(), ContainsSubstring("? ?"));
    }
}

TEST_CASE_METHOD(fixture, "what XGBoost refuses becomes an error that says what could not be done") {
    booster.set("max_depth", "deep");
    CHECK_THROWS_WITH(train(1), ContainsSubstring("XGBoost could not train a round: "));
    try {
        static_cast<void>(xgboost_booster::load({}));
        FAIL("XGBoost took an empty model");
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::corrupt_model);
    }
}
