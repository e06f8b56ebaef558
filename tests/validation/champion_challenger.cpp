#include <retrain/validation/champion_challenger.hpp>

#include <retrain/validation/accuracy.hpp>
#include <retrain/validation/auc.hpp>
#include <retrain/validation/brier.hpp>
#include <retrain/validation/calibration_error.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>
#include <validation/error_rate.hpp>
#include <validation/held_out_rows.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using retrain::testing::held_out_rows;
using retrain::testing::uniform_numbers;

static_assert(ValidationPolicy<champion_challenger<>>);
static_assert(std::same_as<champion_challenger<>, champion_challenger<log_loss>>);
static_assert(std::is_empty_v<champion_challenger<log_loss, significance<0.01>, min_units<20>>>);

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr std::size_t dates = 40;

/// Right with `mean`, more or less by `noise`, differently each day.
held_out_rows::prediction about(double mean, double noise, std::uint64_t seed) {
    uniform_numbers random{seed};
    return [=](std::size_t, std::size_t) mutable { return mean + noise * (random() - 0.5); };
}
held_out_rows::prediction always(double value) { return held_out_rows::always(value); }

/// Challenger and champion with this much confidence in the truth, on `dates` days.
held_out_rows contest(double challenger, double champion) {
    held_out_rows sample{dates};
    sample.challenger(about(challenger, 0.1, 1)).champion(about(champion, 0.1, 2));
    return sample;
}
held_out_rows first(double challenger) {
    held_out_rows sample{dates};
    sample.challenger(about(challenger, 0.1, 1));
    return sample;
}

/// Scores what was said of each row's first class: a signed amount that a test can set at will.
struct amount {
    using direction = higher_is_better;
    using unit = signed_unit;
    static constexpr std::string_view name = "amount";
    static double row_score(std::span<float const> given, std::uint32_t) noexcept {
        return static_cast<double>(given[0]);
    }
    static double score(std::span<float const> said, std::span<std::uint32_t const> labels,
                        std::size_t classes) noexcept {
        return mean_over_rows(said, labels, classes, row_score);
    }
};

/// Two models with those amounts on 40 days, the challenger's with a little noise; the floor is -1.
held_out_rows amounts(double challenger, double champion) {
    held_out_rows sample{dates};
    sample.rows.labels.assign(dates, 0);
    sample.challenger(about(challenger, 0.02, 3)).champion(always(champion));
    sample.shares = {-1.0, 0.0};
    return sample;
}

template <class Gate>
std::pair<decision_kind, verdict_reason> answer(held_out_rows const& sample, Gate const& gate) {
    verdict const v = gate.decide(sample.view());
    return {v.kind, v.why};
}
std::pair<decision_kind, verdict_reason> answer(held_out_rows const& sample) {
    return answer(sample, champion_challenger<>{});
}
constexpr auto promote = [](verdict_reason why) { return std::pair{decision_kind::promote, why}; };
constexpr auto reject = [](verdict_reason why) { return std::pair{decision_kind::reject, why}; };
constexpr auto unclear = [](verdict_reason why) {
    return std::pair{decision_kind::inconclusive, why};
};

}  // namespace

// ---- the table of cases in which other gates go wrong ------------------------------------------

TEST_CASE("a champion of 0 is a score like any other") {
    using by_amount = champion_challenger<amount, min_improvement<absolute<0.1>>>;
    CHECK(answer(amounts(0.3, 0.0), by_amount{}) == promote(verdict_reason::better_than_champion));
    CHECK(answer(amounts(0.05, 0.0), by_amount{}) == reject(verdict_reason::not_better));
}

TEST_CASE("there is no change relative to a champion of 0") {
    using by_part = champion_challenger<amount, min_improvement<relative_to_magnitude<0.1>>>;
    CHECK(answer(amounts(0.3, 0.0), by_part{}) == unclear(verdict_reason::no_scale));
}

TEST_CASE("a change relative to a negative champion has the sign of the gain") {
    using by_part = champion_challenger<amount, min_improvement<relative_to_magnitude<0.1>>>;
    CHECK(answer(amounts(-0.4, -0.5), by_part{}) == promote(verdict_reason::better_than_champion));
    CHECK(answer(amounts(-0.46, -0.5), by_part{}) == reject(verdict_reason::not_better));
    CHECK(answer(amounts(-0.5, -0.4), by_part{}) == reject(verdict_reason::not_better));
}

TEST_CASE("too few rows that came since tell nothing against what has won") {
    auto const few = [](double challenger) {
        held_out_rows sample{3};
        sample.challenger(always(challenger));
        return sample;
    };
    auto const again = [](held_out_rows sample, auto const& gate) {
        sample.shown.rescored = true;
        return answer(sample, gate);
    };
    using bounded = champion_challenger<log_loss, upper_bound<0.1>>;
    auto const wait = unclear(verdict_reason::insufficient_units);
    CHECK(answer(few(0.4)) == reject(verdict_reason::below_floor));
    CHECK(answer(few(0.8), bounded{}) == reject(verdict_reason::out_of_bounds));
    CHECK(again(few(0.4), champion_challenger<>{}) == wait);
    CHECK(again(few(0.8), bounded{}) == wait);
    CHECK(again(few(not_a_number), champion_challenger<>{}) ==
          reject(verdict_reason::not_finite));
    auto both = few(0.4);
    both.champion(always(0.8));
    CHECK(again(both, champion_challenger<>{}) == wait);

    CHECK(again(few(0.4), champion_challenger<log_loss, min_units<3>>{}) ==
          reject(verdict_reason::below_floor));
    CHECK(again(first(0.4), champion_challenger<>{}) == reject(verdict_reason::below_floor));
    CHECK(again(contest(0.4, 0.8), champion_challenger<>{}) ==
          reject(verdict_reason::below_floor));
    CHECK(again(contest(0.6, 0.8), champion_challenger<>{}) == reject(verdict_reason::not_better));
    CHECK(again(contest(0.9, 0.6), champion_challenger<>{}) ==
          promote(verdict_reason::better_than_champion));
}

TEST_CASE("without a champion changes are not asked for, floors and bounds are") {
    using strict = champion_challenger<log_loss, min_improvement<absolute<5.0>>>;
    CHECK(answer(first(0.8), strict{}) ==
          std::pair{decision_kind::no_baseline, verdict_reason::first_model});
    CHECK(answer(first(0.4), strict{}) == reject(verdict_reason::below_floor));
    using bounded = champion_challenger<log_loss, upper_bound<0.1>>;
    CHECK(answer(first(0.8), bounded{}) == reject(verdict_reason::out_of_bounds));
    CHECK(answer(first(0.95), bounded{}) ==
          std::pair{decision_kind::no_baseline, verdict_reason::first_model});
    using accurate = champion_challenger<log_loss, also<accuracy, lower_bound<0.9>>>;
    held_out_rows sample{dates};
    sample.challenger([](std::size_t date, std::size_t) { return date < 30 ? 0.99 : 0.4; });
    verdict const v = sample.decide(accurate{});
    CHECK(v.why == verdict_reason::out_of_bounds);
    CHECK(v.requirement == "accuracy");
}

TEST_CASE("a challenger that is not a number is rejected, whatever the gate asks") {
    using by_part = champion_challenger<log_loss, min_improvement<relative<0.1>>>;
    for (float const value : {not_a_number, infinity, -infinity}) {
        auto sample = contest(0.8, 0.6);
        sample.challenger_.back() = value;
        CHECK(answer(sample) == reject(verdict_reason::not_finite));
        CHECK(answer(sample, by_part{}) == reject(verdict_reason::not_finite));
        sample.shown.has_champion = false;
        CHECK(answer(sample) == reject(verdict_reason::not_finite));
    }
}

TEST_CASE("a missing metric, a missing slice and missing rows reject") {
    auto sample = contest(0.8, 0.6);
    sample.rows.labels.assign(dates, 0);  // no row of the other class: no AUC, no slice of it
    sample.challenger(about(0.8, 0.1, 1)).champion(about(0.6, 0.1, 2));
    using ranked = champion_challenger<log_loss, also<auc, lower_bound<0.0>>>;
    verdict const unranked = sample.decide(ranked{});
    CHECK(unranked.why == verdict_reason::not_finite);
    CHECK(unranked.requirement == "auc");
    using by_each = champion_challenger<log_loss, each_slice<by_class, upper_bound<9.0>>>;
    verdict const missing = sample.decide(by_each{});
    CHECK(missing.kind == decision_kind::reject);
    CHECK(missing.why == verdict_reason::slice_missing);
    CHECK(missing.slice == 1.0);
    CHECK(missed_requirement(missing) == "by_class avoid");
    CHECK(champion_challenger<>{}.decide(evidence{}).why == verdict_reason::no_rows);
    CHECK(champion_challenger<>{}.decide(evidence{}).kind == decision_kind::reject);
}

// ---- floor, champion, classes -------------------------------------------------------------------

TEST_CASE("what is better than the champion goes live, what is not does not") {
    CHECK(answer(contest(0.8, 0.6)) == promote(verdict_reason::better_than_champion));
    CHECK(answer(contest(0.6, 0.8)) == reject(verdict_reason::not_better));
    CHECK(answer(contest(0.7, 0.7)) == reject(verdict_reason::not_better));
    held_out_rows same{dates};
    same.challenger(about(0.7, 0.1, 1)).champion(about(0.7, 0.1, 1));
    verdict const v = same.decide(champion_challenger<>{});
    CHECK(v.why == verdict_reason::not_better);
    CHECK(v.p_value == 0.5);
}

TEST_CASE("the floor") {
    CHECK(answer(first(0.4)) == reject(verdict_reason::below_floor));
    held_out_rows even{dates};
    even.challenger(always(0.5));
    CHECK(answer(even) == reject(verdict_reason::below_floor));  // as good is not better
    CHECK(answer(contest(0.4, 0.8)) == reject(verdict_reason::below_floor));
    CHECK(answer(contest(0.8, 0.4)) == promote(verdict_reason::champion_below_floor));
    verdict const both = contest(0.42, 0.4).decide(champion_challenger<>{});
    CHECK(both.kind == decision_kind::reject);
    CHECK(both.why == verdict_reason::both_below_floor);
    CHECK(both.champion_unfit());
    CHECK_FALSE(contest(0.4, 0.8).decide(champion_challenger<>{}).champion_unfit());
    auto unknown = contest(0.8, 0.6);
    unknown.shares.clear();
    CHECK(answer(unknown) == reject(verdict_reason::not_finite));
}

TEST_CASE("a champion that can't be compared leaves it open") {
    auto sample = contest(0.8, 0.6);
    sample.shown.same_classes = false;
    CHECK(answer(sample) == unclear(verdict_reason::classes_changed));
    sample.shown.same_features = false;
    CHECK(answer(sample) == unclear(verdict_reason::features_changed));
    for (float const value : {not_a_number, infinity}) {
        auto spoilt = contest(0.8, 0.6);
        spoilt.champion_.front() = value;
        CHECK(answer(spoilt) == unclear(verdict_reason::not_finite));
        CHECK(std::isnan(spoilt.decide(champion_challenger<>{}).champion));
    }
    auto silent = contest(0.8, 0.6);
    silent.champion_.clear();
    CHECK(answer(silent) == unclear(verdict_reason::not_finite));
}

TEST_CASE("a verdict carries what was computed and NaN for the rest") {
    verdict const v = contest(0.8, 0.6).decide(champion_challenger<>{});
    CHECK(v.metric == "log_loss");
    CHECK(v.rows == dates);
    CHECK(v.units == dates);
    CHECK(v.difference == Approx(v.champion - v.challenger));
    CHECK(v.floor == Approx(std::log(2)));
    CHECK(v.tested());
    CHECK(v.p_value < v.alpha);
    CHECK(v.alpha == 0.025);
    CHECK(v.attempt == 1);
    CHECK_FALSE(v.decidable_from);
    verdict const alone = first(0.8).decide(champion_challenger<>{});
    CHECK_FALSE(alone.tested());
    CHECK(std::isnan(alone.champion));
    CHECK(std::isnan(alone.difference));
}

// ---- units and the test -------------------------------------------------------------------------

TEST_CASE("labels that overlap make fewer units, and too few of them an open question") {
    auto const decided = [](std::size_t days, std::size_t horizon) {
        held_out_rows sample{days, horizon};
        sample.challenger(about(0.8, 0.1, 1)).champion(about(0.6, 0.1, 2));
        sample.shown.now = sample.rows.known.back();
        return sample.decide(champion_challenger<>{});
    };
    CHECK(decided(60, 5).units == 12);
    CHECK(decided(60, 5).publishes());
    verdict const open = decided(59, 5);
    CHECK(open.kind == decision_kind::inconclusive);
    CHECK(open.why == verdict_reason::insufficient_units);
    CHECK(open.units == 11);
    CHECK_FALSE(open.tested());
    // The 60th day is 2020-02-29; its label ends and is known five days later.
    CHECK(open.decidable_from == std::chrono::sys_days{std::chrono::year{2020} / 3 / 5});
    CHECK(decided(12, 1).publishes());
    CHECK(decided(11, 1).why == verdict_reason::insufficient_units);
    // Too few units do not tell that the champion is worse than the floor, either.
    held_out_rows few{11};
    few.challenger(about(0.8, 0.1, 1)).champion(about(0.4, 0.1, 2));
    CHECK(answer(few) == unclear(verdict_reason::insufficient_units));
    few.challenger(about(0.4, 0.1, 1));
    CHECK(answer(few) == reject(verdict_reason::below_floor));
}

TEST_CASE("rows that only the champion's judge has seen are waited for") {
    held_out_rows const seen{30, 5};
    evidence e;
    e.rows.shape = &seen.rows.shape;
    e.held_out = seen.rows.view();
    e.has_champion = true;
    e.now = seen.rows.known.back();
    verdict const v = champion_challenger<>{}.decide(e);
    CHECK(v.why == verdict_reason::insufficient_units);
    CHECK(v.units == 0);
    // All is known up to 2020-02-04; 60 days more are needed.
    CHECK(v.decidable_from == std::chrono::sys_days{std::chrono::year{2020} / 4 / 4});
}

TEST_CASE("the horizon is that of all held-out rows, not of those that are left") {
    held_out_rows all{60, 20};
    held_out_rows sample{30};
    sample.challenger(about(0.8, 0.1, 1)).champion(about(0.6, 0.1, 2));
    evidence e = sample.view();
    CHECK(champion_challenger<>{}.decide(e).units == 30);
    e.held_out = all.rows.view();
    CHECK(champion_challenger<>{}.decide(e).units == 1);
}

TEST_CASE("a day counts once, however many tickers it has") {
    // The challenger is better on 6 of 40 days, on which there are many rows, and worse on the rest.
    held_out_rows sample{dates, 1, 4};
    for (std::size_t row = 0; row < sample.rows.labels.size(); ++row)
        if (row >= 24) {
            auto const day = std::chrono::sys_days{std::chrono::year{2020} / 1 / 7} +
                             std::chrono::days{row - 24};
            sample.rows.entry[row] = day;
            sample.rows.exit[row] = sample.rows.known[row] = day + std::chrono::days{1};
        }
    auto const better_early = [](double early, double late) {
        return [=](std::size_t, std::size_t row) { return row < 24 ? early : late; };
    };
    sample.challenger(better_early(0.95, 0.68)).champion(better_early(0.55, 0.7));
    verdict const v = sample.decide(champion_challenger<>{});
    CHECK(v.challenger < v.champion);  // over the rows it is better,
    CHECK(v.difference == Approx((6 * std::log(0.95 / 0.55) + 136 * std::log(0.68 / 0.7)) / 142));
    CHECK(v.difference < 0);           // over the days it is worse
    CHECK(v.why == verdict_reason::not_better);
}

TEST_CASE("later attempts need more evidence") {
    auto sample = contest(0.72, 0.70);
    auto const at = [&](std::size_t attempt) {
        sample.shown.attempt = attempt;
        return sample.decide(champion_challenger<>{});
    };
    CHECK(at(1).alpha == Approx(0.05 / 2));
    CHECK(at(2).alpha == Approx(0.05 / 6));
    CHECK(at(12).alpha == Approx(0.05 / 156));
    CHECK(at(1).p_value == at(12).p_value);
    bool passed = true;
    for (std::size_t k = 1; k <= 200; ++k) {
        bool const passes = at(k).publishes();
        CHECK((passed || !passes));  // once refused, refused for good
        passed = passes;
    }
    CHECK(at(1).publishes());
    CHECK_FALSE(passed);
    CHECK(sample.decide(champion_challenger<log_loss, significance<0.5>>{}).alpha == 0.25);
}

TEST_CASE("an old champion gives way to one that is hardly worse") {
    held_out_rows sample{dates};
    // Worse by 0.004 on average, and never by 0.01 or more on most days.
    sample.champion(always(0.7)).challenger(about(0.697, 0.005, 7));
    auto const aged = [&]<class Gate>(std::chrono::nanoseconds age, Gate const& gate) {
        sample.shown.now = std::chrono::sys_days{std::chrono::year{2021} / 1 / 1};
        sample.shown.champion_trained_at = sample.shown.now - age;
        return gate.decide(sample.view());
    };
    champion_challenger<> const gate;
    CHECK(aged(std::chrono::days{90} - 1ns, gate).why == verdict_reason::not_better);
    verdict const v = aged(std::chrono::days{90}, gate);
    CHECK(v.kind == decision_kind::promote);
    CHECK(v.why == verdict_reason::refresh);
    CHECK(v.difference < 0);
    CHECK(v.p_value < v.alpha);
    using never_aged = champion_challenger<log_loss, never_refresh>;
    CHECK(aged(std::chrono::days{900}, never_aged{}).why == verdict_reason::not_better);
    using soon = champion_challenger<log_loss, refresh_after<24h, 0.002>>;
    CHECK(aged(std::chrono::days{2}, soon{}).why == verdict_reason::not_better);  // of 0.002 too much
    using lax = champion_challenger<log_loss, refresh_after<24h, 0.02>>;
    CHECK(aged(std::chrono::days{2}, lax{}).why == verdict_reason::refresh);
    sample.shown.champion_trained_at = retrain::not_yet;  // of unknown age
    CHECK(answer(sample) == reject(verdict_reason::not_better));
    sample.challenger(about(0.66, 0.005, 7));  // worse by 0.06
    CHECK(aged(std::chrono::days{900}, gate).why == verdict_reason::not_better);
}

TEST_CASE("a signed amount is not refreshed unless the program says so") {
    auto sample = amounts(0.495, 0.5);
    sample.shown.now = std::chrono::sys_days{std::chrono::year{2021} / 1 / 1};
    sample.shown.champion_trained_at = sample.shown.now - std::chrono::days{400};
    CHECK(answer(sample, champion_challenger<amount>{}) == reject(verdict_reason::not_better));
    CHECK(answer(sample, champion_challenger<amount, refresh_after<>>{}) ==
          promote(verdict_reason::refresh));
}

// ---- options ------------------------------------------------------------------------------------

TEST_CASE("a margin is what has to be shown, not only to be seen") {
    auto const sample = contest(0.75, 0.7);  // a gain of about 0.07
    using little = champion_challenger<log_loss, min_improvement<absolute<0.02>>>;
    using close = champion_challenger<log_loss, min_improvement<absolute<0.07>>>;
    CHECK(answer(sample, little{}) == promote(verdict_reason::better_than_champion));
    CHECK(sample.decide(close{}).difference > 0.07);
    CHECK(answer(sample, close{}) == reject(verdict_reason::not_better));
    using part = champion_challenger<log_loss, min_improvement<relative<0.05>>>;
    using large_part = champion_challenger<log_loss, min_improvement<relative<0.3>>>;
    CHECK(answer(sample, part{}) == promote(verdict_reason::better_than_champion));
    CHECK(answer(sample, large_part{}) == reject(verdict_reason::not_better));
}

TEST_CASE("another metric has to hold, too") {
    // Surer, but wrong on every fifth day, where the champion is right.
    held_out_rows sample{dates};
    sample.challenger([](std::size_t day, std::size_t) { return day % 5 == 0 ? 0.45 : 0.99; });
    sample.champion(about(0.7, 0.1, 2));
    CHECK(answer(sample) == promote(verdict_reason::better_than_champion));
    using strict = champion_challenger<log_loss, also<accuracy, max_worsening<absolute<0.1>>>>;
    verdict const v = sample.decide(strict{});
    CHECK(v.why == verdict_reason::requirement_missed);
    CHECK(v.requirement == "accuracy");
    CHECK_FALSE(v.tested());  // so nothing of alpha was spent
    using lax = champion_challenger<log_loss, also<accuracy, max_worsening<absolute<0.2>>>,
                                    also<calibration_error<>, upper_bound<0.5>>>;
    CHECK(answer(sample, lax{}) == promote(verdict_reason::better_than_champion));
    using more = champion_challenger<log_loss, also<brier, min_improvement<relative<0.99>>>>;
    CHECK(sample.decide(more{}).requirement == "brier");
}

TEST_CASE("every slice has to hold") {
    held_out_rows sample{dates, 1, 2};
    sample.challenger([](std::size_t, std::size_t row) { return row % 2 == 0 ? 0.95 : 0.6; });
    sample.champion(about(0.7, 0.02, 2));
    sample.rows.shape.auxiliary = {"sector"};
    for (std::size_t row = 0; row < 2 * dates; ++row)
        sample.rows.auxiliary.push_back(row % 2 == 0 ? 10.0F : 20.0F);
    CHECK(answer(sample) == promote(verdict_reason::better_than_champion));
    using limit = max_worsening<absolute<0.05>>;
    verdict const tickers = sample.decide(champion_challenger<log_loss, each_slice<by_ticker, limit>>{});
    CHECK(tickers.why == verdict_reason::requirement_missed);
    CHECK(tickers.requirement == "by_ticker");
    CHECK(tickers.slice_name == "0x65");
    sample.rows.ticker_names = {{100, "TCS.NS"}, {101, "INFY.NS"}};
    CHECK(missed_requirement(sample.decide(
              champion_challenger<log_loss, each_slice<by_ticker, limit>>{})) == "by_ticker INFY.NS");
    verdict const sectors =
        sample.decide(champion_challenger<log_loss, each_slice<by_column<"sector">, limit>>{});
    CHECK(sectors.requirement == "sector");
    CHECK(sectors.slice == 20.0);
    using wide = max_worsening<absolute<0.5>>;
    CHECK(answer(sample, champion_challenger<log_loss, each_slice<by_ticker, wide>,
                                             each_slice<by_class, limit>>{}) ==
          promote(verdict_reason::better_than_champion));
    verdict const none =
        sample.decide(champion_challenger<log_loss, each_slice<by_column<"country">, limit>>{});
    CHECK(none.why == verdict_reason::slice_missing);
    CHECK(none.requirement == "country");
}

TEST_CASE("a ticker that is required and has no row left is not passed") {
    held_out_rows all{dates, 1, 3};
    all.rows.ticker_names = {{100, "TCS.NS"}, {101, "INFY.NS"}, {102, "WIPRO.NS"}};
    held_out_rows two{dates, 1, 2};  // the third has none among those that are compared
    two.rows.ticker_names = all.rows.ticker_names;
    two.challenger(about(0.8, 0.1, 1)).champion(about(0.6, 0.1, 2));
    two.shown.split_from = all.rows.view();
    CHECK(answer(two) == promote(verdict_reason::better_than_champion));
    using limit = max_worsening<absolute<0.05>>;
    verdict const v = two.decide(champion_challenger<log_loss, each_slice<by_ticker, limit>>{});
    CHECK(v.kind == decision_kind::reject);
    CHECK(v.why == verdict_reason::slice_missing);
    CHECK(missed_requirement(v) == "by_ticker WIPRO.NS");
    using named = each_slice<these_tickers<"TCS.NS", "INFY.NS">, limit>;
    CHECK(answer(two, champion_challenger<log_loss, named>{}) ==
          promote(verdict_reason::better_than_champion));
    using more = each_slice<these_tickers<"TCS.NS", "HDFC.NS">, limit>;
    CHECK(missed_requirement(two.decide(champion_challenger<log_loss, more>{})) ==
          "these_tickers HDFC.NS");
}

TEST_CASE("other units, other numbers of them") {
    held_out_rows sample{60, 5};
    sample.challenger(about(0.8, 0.1, 1)).champion(about(0.6, 0.1, 2));
    auto const units = [&]<class... Options>(type_list<Options...>) {
        return sample.decide(champion_challenger<log_loss, min_units<2>, Options...>{}).units;
    };
    CHECK(units(type_list<>{}) == 12);
    CHECK(units(type_list<thinned_units>{}) == 12);
    CHECK(units(type_list<block_units<2>>{}) == 6);
    CHECK(units(type_list<block_units<3>>{}) == 4);
    CHECK(sample.decide(champion_challenger<log_loss, min_units<13>>{}).why ==
          verdict_reason::insufficient_units);
    CHECK(sample.decide(champion_challenger<log_loss, thinned_units>{}).p_value !=
          sample.decide(champion_challenger<>{}).p_value);
}

TEST_CASE("a metric that is no mean of rows is tested by the jackknife") {
    held_out_rows sample{100, 2, 4};
    uniform_numbers random{11};
    auto const ranked = [&random](double skill) {
        return [&random, skill](std::size_t, std::size_t) { return skill * 0.5 + random() * 0.5; };
    };
    sample.challenger(ranked(0.8)).champion(ranked(0.6));
    verdict const v = sample.decide(champion_challenger<auc>{});
    CHECK(v.metric == "auc");
    CHECK(v.difference == Approx(v.challenger - v.champion));
    CHECK(v.why == verdict_reason::better_than_champion);
    sample.challenger(ranked(0.6));
    CHECK(answer(sample, champion_challenger<auc>{}) == reject(verdict_reason::not_better));
    sample.challenger(ranked(0.8));
    using margin = champion_challenger<auc, block_units<2>, min_improvement<relative<0.9>>>;
    CHECK(answer(sample, margin{}) == reject(verdict_reason::not_better));
}

TEST_CASE("evidence without dates has no units") {
    auto const sample = contest(0.8, 0.6);
    evidence e = sample.view();
    e.rows.entry = {};
    CHECK(champion_challenger<>{}.decide(e).why == verdict_reason::insufficient_units);
    CHECK_FALSE(champion_challenger<>{}.decide(e).decidable_from);
}

TEST_CASE("the laws of gates hold") {
    auto const keeps = []<class Gate>(held_out_rows const& sample, Gate const& gate) {
        evidence const e = sample.view();
        CHECK(laws::refuses_what_is_not_finite(gate, e));
        CHECK(laws::kind_fits_the_evidence(gate, e));
        CHECK(laws::repeats_itself(gate, e));
    };
    for (auto const& sample : {contest(0.8, 0.6), contest(0.6, 0.8), contest(0.8, 0.4),
                               contest(0.42, 0.4), first(0.8), first(0.4)}) {
        keeps(sample, champion_challenger<>{});
        keeps(sample, champion_challenger<retrain::testing::error_rate>{});
        keeps(sample, champion_challenger<retrain::testing::hit_rate, thinned_units>{});
        keeps(sample, champion_challenger<brier, also<accuracy, lower_bound<0.1>>,
                                          each_slice<by_class, max_worsening<absolute<0.1>>>>{});
    }
}
