#include <retrain/trainer/check_training.hpp>

#include <support/catch.hpp>

#include <limits>
#include <stop_token>
#include <string>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::sample_rows;

std::string refusal_of(training_request const& request,
                       failure_reason expected = failure_reason::bad_data) {
    try {
        check_training(request, "mine");
    } catch (error const& problem) {
        CHECK(problem.why() == expected);
        return problem.what();
    }
    return "accepted";
}

/// What is said of rows that `spoil` was let at.
template <class Spoil>
std::string refusal_after(Spoil spoil) {
    auto data = sample_rows({.rows = 6, .classes = 2, .features = 3});
    spoil(data);
    return refusal_of({.rows = data.view()});
}
}  // namespace

TEST_CASE("rows that can be learnt from pass, also with missing values and without weights") {
    CHECK(refusal_after([](dataset&) {}) == "accepted");
    CHECK(refusal_after([](dataset& d) { d.weights.clear(); }) == "accepted");
    CHECK(refusal_after([](dataset& d) { d.weights[2] = 0.0F; }) == "accepted");
    CHECK(refusal_after([](dataset& d) {
              d.features[4] = std::numeric_limits<float>::quiet_NaN();
          }) == "accepted");
}

TEST_CASE("what engines accept silently is refused with its place and value") {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    CHECK(refusal_of({}) == "mine can't be trained: there is no row to learn from");
    CHECK_THAT(refusal_after([](dataset& d) {
                   d.shape.features.clear();
                   d.features.clear();
               }),
               ContainsSubstring("no features"));
    CHECK_THAT(refusal_after([](dataset& d) { d.shape.classes.resize(1); }),
               ContainsSubstring("at least 2 different labels"));
    CHECK_THAT(refusal_after([](dataset& d) { d.features.pop_back(); }),
               ContainsSubstring("17 values") && ContainsSubstring("need 18"));
    CHECK_THAT(refusal_after([](dataset& d) { d.weights.pop_back(); }),
               ContainsSubstring("5 weights for 6 rows"));
    CHECK_THAT(refusal_after([](dataset& d) { d.labels[4] = 2; }),
               ContainsSubstring("the label 2 in row 4, but only 2 classes"));
    for (float const weight : {-1.0F, infinity, std::numeric_limits<float>::quiet_NaN()})
        CHECK_THAT(refusal_after([&](dataset& d) { d.weights[3] = weight; }),
                   ContainsSubstring("in row 3; it must be finite"));
    CHECK_THAT(refusal_after([](dataset& d) { d.weights.assign(6, 0.0F); }),
               ContainsSubstring("sample_weight 0"));
    for (float const value : {-infinity, infinity})
        CHECK_THAT(refusal_after([&](dataset& d) { d.features[7] = value; }),
                   ContainsSubstring("infinite in row 2, column 'feature_1'"));
}

TEST_CASE("stopping rows are held to the same, and to the same shape") {
    auto const rows = sample_rows({.rows = 6});
    auto stopping = sample_rows({.rows = 3});
    CHECK(refusal_of({.rows = rows.view(), .stopping_rows = stopping.view()}) == "accepted");
    stopping.labels[1] = 9;
    CHECK_THAT(refusal_of({.rows = rows.view(), .stopping_rows = stopping.view()}),
               ContainsSubstring("its stopping rows have the label 9"));
    auto const narrow = sample_rows({.rows = 3, .features = 2});
    CHECK_THAT(refusal_of({.rows = rows.view(), .stopping_rows = narrow.view()}),
               ContainsSubstring("other features or classes"));
}

TEST_CASE("a stop that was requested and zero rounds are refused") {
    auto const rows = sample_rows({.rows = 6});
    CHECK_THAT(refusal_of({.rows = rows.view(), .rounds = 0}, failure_reason::bad_parameter),
               ContainsSubstring("0 rounds"));
    std::stop_source source;
    source.request_stop();
    CHECK_THAT(refusal_of({.rows = rows.view(), .stop = source.get_token()},
                          failure_reason::cancelled),
               ContainsSubstring("mine was cancelled before it began"));
}
