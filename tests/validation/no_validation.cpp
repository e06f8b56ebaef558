#include <retrain/validation/no_validation.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace {

using retrain::decision_kind;
using retrain::evidence;
using retrain::no_validation;
using retrain::verdict;
using retrain::verdict_reason;

static_assert(retrain::ValidationPolicy<no_validation>);
static_assert(std::is_empty_v<no_validation>);

constexpr std::array<std::uint32_t, 2> truth{0, 1};
constexpr std::array hopeless{0.0F, 1.0F, 1.0F, 0.0F};
constexpr std::array perfect{1.0F, 0.0F, 0.0F, 1.0F};

constexpr evidence shown(bool has_champion) {
    evidence e;
    e.rows.labels = truth;
    e.challenger = hopeless;
    if (has_champion) e.champion = perfect;
    e.has_champion = has_champion;
    return e;
}

static_assert(no_validation::decide(shown(true)).kind == decision_kind::promote);
static_assert(no_validation::decide(shown(false)).kind == decision_kind::no_baseline);
static_assert(no_validation::decide(shown(true)).why == verdict_reason::not_validated);
static_assert(no_validation::decide(shown(false)).why == verdict_reason::not_validated);
static_assert(retrain::laws::refuses_what_is_not_finite(no_validation{}, shown(true)));
static_assert(retrain::laws::refuses_what_is_not_finite(no_validation{}, shown(false)));
static_assert(retrain::laws::kind_fits_the_evidence(no_validation{}, shown(true)));
static_assert(retrain::laws::kind_fits_the_evidence(no_validation{}, shown(false)));
static_assert(retrain::laws::repeats_itself(no_validation{}, shown(true)));

TEST_CASE("no_validation publishes a hopeless challenger and says that it judged nothing") {
    verdict const v = no_validation::decide(shown(true));
    CHECK(v.publishes());
    CHECK(v.why == verdict_reason::not_validated);
    CHECK(v.metric.empty());
    CHECK(std::isnan(v.challenger));
    CHECK(std::isnan(v.champion));
    CHECK(std::isnan(v.floor));
    CHECK(v.rows == 2);
}

TEST_CASE("no_validation lets no NaN through") {
    evidence e = shown(false);
    std::array spoilt = hopeless;
    spoilt[3] = std::nanf("");
    e.challenger = spoilt;
    verdict const v = no_validation::decide(e);
    CHECK(v.kind == decision_kind::reject);
    CHECK(v.why == verdict_reason::not_finite);
}

TEST_CASE("no_validation does not care whether the champion can be compared") {
    evidence e = shown(true);
    e.same_classes = false;
    e.same_features = false;
    e.champion = {};
    CHECK(no_validation::decide(e).kind == decision_kind::promote);
}

}  // namespace
