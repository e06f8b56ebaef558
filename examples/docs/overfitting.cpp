// The examples of docs/overfitting.md: guards against a result that is the best of many tries.
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <random>
#include <vector>

//! [gates]
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/unless_lucky.hpp>
#include <retrain/validation/unless_overfitted.hpp>

namespace rt = retrain;

/// What a decision earns: the return of the next 20 days where the model says "buy".
using earnings = rt::mean_return<"return_20d", rt::buys<"buy">>;

/// Shown to be better than the champion, and not the best of rivals by chance, and of worth after
/// all that was tried: what the ledger counts, and 30 trials by hand before there was a service.
using honest = rt::unless_lucky<rt::unless_overfitted<rt::champion_challenger<rt::log_loss>,
                                                      earnings>,
                                earnings, rt::tried_before<30>>;
//! [gates]
static_assert(rt::ValidationPolicy<honest>);

namespace {

/// Returns of so many trials, period by period; the last trial has an edge.
std::vector<double> backtests(std::size_t periods, std::size_t trials, double edge) {
    std::mt19937_64 random{1};
    std::normal_distribution<double> normal;
    std::vector<double> returns(periods * trials);
    for (std::size_t at = 0; at < returns.size(); ++at)
        returns[at] = normal(random) + (at % trials == trials - 1 ? edge : 0.0);
    return returns;
}

}  // namespace

//! [deflated]
#include <retrain/core/ledger_state.hpp>
#include <retrain/validation/deflated_sharpe.hpp>

/// Whether the returns of a candidate's decisions, one a period, are more than the best of all that
/// was tried under its name would show by chance.
bool worth_more_than_luck(rt::ledger_state const& book, std::vector<double> const& returns) {
    auto const tried = book.all_trials.find("random_forest");
    rt::deflated_sharpe gate;
    gate.trials = 1 + (tried == book.all_trials.end() ? 0 : tried->second);
    return gate.passes(returns);
}
//! [deflated]

//! [example]
bool as_in_the_paper() {
    // The best of 100 trials has an annual Sharpe ratio of 2.5 over 5 years of 250 days; the annual
    // ratios of the trials have the variance 1/2.
    rt::return_moments const best{
        .periods = 1250, .sharpe = 2.5 / std::sqrt(250.0), .skewness = -3.0, .kurtosis = 10.0};
    rt::deflated_sharpe const gate{.trials = 100, .deviation = std::sqrt(0.5 / 250.0)};
    return gate.probability(best) > 0.9003 && gate.probability(best) < 0.9005 &&
           !gate.passes(best);  // 0.95 is asked for
}
//! [example]

//! [chosen]
#include <retrain/validation/backtest_overfitting.hpp>

/// `returns` is row-major, periods x trials. Whether its best trial may be chosen.
bool choice_means_something(std::vector<double> const& returns, std::size_t trials) {
    return rt::backtest_overfitting{}.passes(returns, trials);
}
//! [chosen]

/// 120 days of a row each, of which those to buy mostly earn, and two models that know them.
struct sample {
    sample() {
        rows.shape.classes = {"buy", "avoid"};
        rows.shape.auxiliary = {"return_20d"};
        auto const luck = backtests(120, 1, 0.0);
        for (std::size_t day = 0; day < 120; ++day) {
            std::uint32_t const label = day % 3 == 0 ? 0 : 1;
            rows.labels.push_back(label);
            rows.entry.push_back(std::chrono::sys_days{std::chrono::year{2024} / 1 / 1} +
                                 std::chrono::days{day});
            rows.exit.push_back(rows.entry.back() + std::chrono::days{1});
            rows.auxiliary.push_back(static_cast<float>(luck[day] + (label == 0 ? 1.6 : 0.0)));
            put(champion, label, 0.60F + 0.001F * static_cast<float>(day % 7));
            put(challenger, label, 0.80F + 0.001F * static_cast<float>(day % 5));
        }
    }
    static void put(std::vector<float>& said, std::uint32_t label, float right) {
        said.push_back(label == 0 ? right : 1 - right);
        said.push_back(label == 0 ? 1 - right : right);
    }
    [[nodiscard]] rt::evidence view(std::size_t trials) const {
        rt::evidence e;
        e.rows = rows.view();
        e.challenger = challenger;
        e.champion = champion;
        e.class_shares = shares;
        e.has_champion = true;
        e.trials = trials;
        return e;
    }
    rt::dataset rows;
    std::vector<float> champion, challenger;
    std::array<double, 2> shares{1.0 / 3, 2.0 / 3};
};

int main() {
    rt::ledger_state book;
    bool right = as_in_the_paper();
    right = right && worth_more_than_luck(book, backtests(60, 1, 0.3));
    book.all_trials["random_forest"] = 200;
    right = right && !worth_more_than_luck(book, backtests(60, 1, 0.3));
    right = right && choice_means_something(backtests(240, 10, 0.4), 10);
    sample const shown;
    rt::verdict const first = honest{}.decide(shown.view(1));
    right = right && first.publishes() && first.trials == 31 && first.deflated_sharpe >= 0.95;
    rt::verdict const late = honest{}.decide(shown.view(1'000'000'000));
    right = right && late.why == rt::verdict_reason::luck_not_excluded;
    if (!right) std::cerr << "a guard says other than the page\n";
    return right ? 0 : 1;
}
