#include <retrain/validation/champion_challenger.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>
#include <validation/error_rate.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using retrain::champion_challenger;
using retrain::decision_kind;
using retrain::evidence;
using retrain::log_loss;
using retrain::verdict;
using retrain::verdict_reason;
using retrain::testing::error_rate;
using retrain::testing::hit_rate;

static_assert(retrain::ValidationPolicy<champion_challenger<>>);
static_assert(std::is_same_v<champion_challenger<>, champion_challenger<log_loss>>);
static_assert(std::is_empty_v<champion_challenger<>>);

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

/// Ten rows of two classes, all truly of the first, and predictors that differ in how often they
/// say so: what a gate may look at, owned.
class contest {
   public:
    /// The challenger is right in `challenger` of the rows, the champion, if there is one, in
    /// `champion`; the class frequencies say the second class.
    constexpr contest(int challenger, int champion)
        : challenger_{predictions(challenger)}, champion_{predictions(champion)} {
        shown_.has_champion = champion >= 0;
    }
    constexpr contest& floor_says_first() {
        shares_ = {0.6, 0.4};
        return *this;
    }
    constexpr contest& spoil_challenger(float value) {
        challenger_.back() = value;
        return *this;
    }
    constexpr contest& spoil_champion(float value) {
        champion_.back() = value;
        return *this;
    }
    constexpr contest& other_features() {
        shown_.same_features = false;
        return *this;
    }
    constexpr contest& other_classes() {
        shown_.same_classes = false;
        return *this;
    }
    constexpr contest& without_rows() {
        rows_ = 0;
        return *this;
    }
    constexpr contest& without_champions_predictions() {
        champion_.clear();
        return *this;
    }
    constexpr contest& without_frequencies() {
        no_shares_ = true;
        return *this;
    }

    /// Calls `look` with the evidence.
    template <class F>
    constexpr auto show(F look) const {
        retrain::schema shape;
        shape.classes.resize(2);
        evidence e = shown_;
        e.rows.shape = &shape;
        e.rows.labels = std::span{truth_}.first(rows_);
        e.challenger = std::span{challenger_}.first(2 * rows_);
        e.champion = std::span{champion_}.first(champion_.empty() ? 0 : 2 * rows_);
        if (!no_shares_) e.class_shares = shares_;
        return look(e);
    }
    template <class Gate = champion_challenger<error_rate>>
    constexpr verdict decide(Gate const& gate = {}) const {
        return show([&](evidence const& e) { return gate.decide(e); });
    }

   private:
    static constexpr std::vector<float> predictions(int right) {
        std::vector<float> values;
        for (int row = 0; right >= 0 && row < 10; ++row) {
            values.push_back(row < right ? 0.8F : 0.3F);
            values.push_back(row < right ? 0.2F : 0.7F);
        }
        return values;
    }

    std::array<std::uint32_t, 10> truth_{};
    std::size_t rows_ = 10;
    std::vector<float> challenger_;
    std::vector<float> champion_;
    std::array<double, 2> shares_{0.4, 0.6};
    bool no_shares_ = false;
    evidence shown_{};
};

constexpr int no_champion = -1;

struct expected {
    contest asked;
    decision_kind kind;
    verdict_reason why;
};

/// The gate table, in the order in which the gate looks.
constexpr std::vector<expected> gate_table() {
    using kind = decision_kind;
    using why = verdict_reason;
    return {
        {contest(9, 8).without_rows(), kind::reject, why::no_rows},
        {contest(9, no_champion).without_rows(), kind::reject, why::no_rows},

        {contest(9, 8).spoil_challenger(nan), kind::reject, why::not_finite},
        {contest(9, no_champion).spoil_challenger(infinity), kind::reject, why::not_finite},
        {contest(9, 8).without_frequencies(), kind::reject, why::not_finite},

        {contest(9, no_champion).floor_says_first(), kind::reject, why::below_floor},
        // As good as the floor is not better.
        {contest(10, no_champion).floor_says_first(), kind::reject, why::below_floor},
        // To be better than the champion does not help.
        {contest(9, 8).floor_says_first(), kind::reject, why::below_floor},

        {contest(1, no_champion), kind::no_baseline, why::first_model},

        {contest(9, 8).other_features(), kind::inconclusive, why::features_changed},
        {contest(9, 8).other_features().other_classes(), kind::inconclusive, why::features_changed},
        {contest(9, 8).other_classes(), kind::inconclusive, why::classes_changed},

        {contest(9, 8).spoil_champion(nan), kind::inconclusive, why::not_finite},
        {contest(9, 8).spoil_champion(-infinity), kind::inconclusive, why::not_finite},
        {contest(9, 8).without_champions_predictions(), kind::inconclusive, why::not_finite},

        {contest(9, 0), kind::promote, why::champion_below_floor},
        {contest(1, 0), kind::promote, why::champion_below_floor},

        {contest(9, 8), kind::promote, why::better_than_champion},
        {contest(10, 9), kind::promote, why::better_than_champion},

        {contest(8, 8), kind::reject, why::not_better},
        {contest(7, 8), kind::reject, why::not_better},
        {contest(10, 10), kind::reject, why::not_better},
    };
}

constexpr bool as_expected(expected const& row, verdict const& v) {
    return v.kind == row.kind && v.why == row.why;
}

TEST_CASE("the gate table") {
    champion_challenger<error_rate> const gate;
    std::size_t number = 0;
    for (expected const& row : gate_table()) {
        verdict const v = row.asked.decide(gate);
        INFO("row " << number++ << ": " << name(v.kind) << ", " << name(v.why));
        CHECK(as_expected(row, v));
        CHECK(v.metric == "error_rate");
        row.asked.show([&](evidence const& e) {
            CHECK(retrain::laws::kind_fits_the_evidence(gate, e));
            CHECK(retrain::laws::repeats_itself(gate, e));
            CHECK(retrain::laws::refuses_what_is_not_finite(gate, e));
            return 0;
        });
    }
}

// Clang can't make libstdc++ 12's strings, which a schema has, in a constant expression.
#if !defined(__clang__)
static_assert(std::ranges::all_of(gate_table(), [](expected const& row) {
    return as_expected(row, row.asked.decide());
}));
static_assert(contest(9, 8).show([](evidence const& e) {
    return retrain::laws::refuses_what_is_not_finite(champion_challenger<error_rate>{}, e);
}));
#endif

TEST_CASE("the direction is the metric's") {
    champion_challenger<hit_rate> const gate;
    for (expected const& row : gate_table()) CHECK(as_expected(row, row.asked.decide(gate)));
}

TEST_CASE("a verdict carries the scores that were computed and NaN for the others") {
    verdict const all = contest(9, 8).decide();
    CHECK(all.challenger == Approx(0.1));
    CHECK(all.champion == Approx(0.2));
    CHECK(all.floor == Approx(1.0));
    CHECK(all.rows == 10);
    CHECK(all.metric == "error_rate");

    verdict const first = contest(9, no_champion).decide();
    CHECK(first.challenger == Approx(0.1));
    CHECK(std::isnan(first.champion));
    CHECK(first.floor == Approx(1.0));

    CHECK(std::isnan(contest(9, 8).other_classes().decide().champion));
    CHECK(std::isnan(contest(9, 8).spoil_challenger(nan).decide().challenger));
    CHECK(contest(9, 8).without_rows().decide().rows == 0);
}

/// A metric that gives what the test wants, told by the first prediction.
struct scripted {
    using direction = retrain::higher_is_better;
    static constexpr std::string_view name = "scripted";
    static double score(std::span<float const> predictions, std::span<std::uint32_t const>,
                        std::size_t) noexcept {
        return static_cast<double>(predictions[0]);
    }
};

verdict compare(float challenger, float champion, double floor) {
    retrain::schema shape;
    shape.classes = {"avoid"};
    std::array const label{0U};
    std::array const given_challenger{challenger};
    std::array const given_champion{champion};
    std::array const shares{floor};
    evidence e;
    e.rows.shape = &shape;
    e.rows.labels = label;
    e.challenger = given_challenger;
    e.champion = given_champion;
    e.class_shares = shares;
    e.has_champion = true;
    return champion_challenger<scripted>{}.decide(e);
}

TEST_CASE("scores of zero and below are compared like any others") {
    // The champion's 0 is a score, not a missing one.
    CHECK(compare(0.2F, 0.0F, -1.0).why == verdict_reason::better_than_champion);
    CHECK(compare(-0.2F, 0.0F, -1.0).why == verdict_reason::not_better);
    // Of negative scores, where higher is better, -0.4 is the better one.
    CHECK(compare(-0.4F, -0.5F, -1.0).why == verdict_reason::better_than_champion);
    CHECK(compare(-0.5F, -0.4F, -1.0).why == verdict_reason::not_better);
}

TEST_CASE("a score that is not finite never passes") {
    auto const after = [](float challenger, float champion, double floor) {
        verdict const v = compare(challenger, champion, floor);
        CHECK_FALSE(v.publishes());
        return v.why;
    };
    CHECK(after(nan, 0.1F, -1.0) == verdict_reason::not_finite);
    CHECK(after(infinity, 0.1F, -1.0) == verdict_reason::not_finite);
    CHECK(after(0.5F, nan, -1.0) == verdict_reason::not_finite);
    CHECK(after(0.5F, -infinity, -1.0) == verdict_reason::not_finite);
    CHECK(after(0.5F, 0.1F, static_cast<double>(nan)) == verdict_reason::not_finite);
    CHECK(after(0.5F, 0.1F, static_cast<double>(-infinity)) == verdict_reason::not_finite);
}

/// A metric that overlooks whatever is wrong with the predictions.
struct blind {
    using direction = retrain::lower_is_better;
    static constexpr std::string_view name = "blind";
    static double score(std::span<float const> predictions, std::span<std::uint32_t const>,
                        std::size_t) noexcept {
        return predictions[0] == 0.8F ? 0.0 : 1.0;
    }
};

TEST_CASE("the gate sees a NaN that its metric overlooks") {
    contest const spoilt_champion = contest(9, 8).spoil_champion(nan);
    CHECK(spoilt_champion.decide(champion_challenger<blind>{}).why == verdict_reason::not_finite);
    contest const spoilt = contest(9, no_champion).spoil_challenger(nan);
    CHECK(spoilt.decide(champion_challenger<blind>{}).why == verdict_reason::not_finite);
    CHECK(contest(9, no_champion).decide(champion_challenger<blind>{}).why ==
          verdict_reason::first_model);
}

TEST_CASE("the default gate compares log loss") {
    champion_challenger<> const gate;
    verdict const v = contest(9, 8).decide(gate);
    CHECK(v.why == verdict_reason::better_than_champion);
    CHECK(v.metric == "log_loss");
    CHECK(v.challenger == Approx(-(9 * std::log(0.8) + std::log(0.3)) / 10));
    CHECK(v.champion == Approx(-(8 * std::log(0.8) + 2 * std::log(0.3)) / 10));
    CHECK(v.floor == Approx(-std::log(0.4)));
    CHECK(contest(8, 9).decide(gate).why == verdict_reason::not_better);
    CHECK(contest(5, 8).decide(gate).why == verdict_reason::not_better);
    CHECK(contest(0, no_champion).decide(gate).why == verdict_reason::below_floor);
    CHECK(contest(9, 0).decide(gate).why == verdict_reason::champion_below_floor);
    contest(9, 8).show([&](evidence const& e) {
        CHECK(retrain::laws::refuses_what_is_not_finite(gate, e));
        CHECK(retrain::laws::kind_fits_the_evidence(gate, e));
        CHECK(retrain::laws::repeats_itself(gate, e));
        return 0;
    });
}

}  // namespace
