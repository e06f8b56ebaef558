// The examples of docs/overfitting.md: guards against a result that is the best of many tries.
#include <cmath>
#include <cstddef>
#include <iostream>
#include <random>
#include <vector>

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

namespace rt = retrain;

/// Whether the returns of a candidate's decisions, one a period, are more than the best of all that
/// was tried under its name would show by chance.
bool worth_more_than_luck(rt::ledger_state const& book, std::vector<double> const& returns) {
    auto const tried = book.trials.find("random_forest");
    rt::deflated_sharpe gate;
    gate.trials = 1 + (tried == book.trials.end() ? 0 : tried->second);
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

int main() {
    rt::ledger_state book;
    bool right = as_in_the_paper();
    right = right && worth_more_than_luck(book, backtests(60, 1, 0.3));
    book.trials["random_forest"] = 200;
    right = right && !worth_more_than_luck(book, backtests(60, 1, 0.3));
    right = right && choice_means_something(backtests(240, 10, 0.4), 10);
    if (!right) std::cerr << "a guard says other than the page\n";
    return right ? 0 : 1;
}
