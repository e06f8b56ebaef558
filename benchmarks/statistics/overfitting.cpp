// How often the best of several trials passes the guards against overfitting by retrying, where no
// trial has any worth, and where one has.
//
//   statistics_overfitting [runs]        1,000 runs each unless said otherwise
//
// Prints two tables, and fails unless the guards keep what docs/overfitting.md promises.
#include <retrain/validation/backtest_overfitting.hpp>
#include <retrain/validation/deflated_sharpe.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace rt = retrain;

namespace {

constexpr std::size_t horizon = 20;

class world {
   public:
    std::vector<double> shocks(std::size_t count) {
        std::vector<double> made(count);
        for (double& each : made) each = normal_(random_);
        return made;
    }
    /// Returns over `horizon` days, one of every `step`th day.
    std::vector<double> overlapping(std::size_t days, std::size_t step) {
        auto const daily = shocks(days + horizon);
        std::vector<double> made;
        for (std::size_t day = 0; day < days; day += step) {
            double sum = 0.0;
            for (std::size_t ahead = 0; ahead < horizon; ++ahead) sum += daily[day + ahead];
            made.push_back(sum);
        }
        return made;
    }

   private:
    std::mt19937_64 random_{1};
    std::normal_distribution<double> normal_;
};

struct passes {
    double deflated = 0.0;
    double as_if_one = 0.0;
};

/// The share of runs in which the best of `trials` passes.
template <class Returns>
passes best_of(std::size_t trials, std::size_t runs, Returns const& returns) {
    passes share;
    for (std::size_t run = 0; run < runs; ++run) {
        rt::return_moments best;
        for (std::size_t trial = 0; trial < trials; ++trial) {
            auto const seen = rt::moments_of(returns());
            if (!(seen.sharpe <= best.sharpe)) best = seen;
        }
        double const part = 1.0 / static_cast<double>(runs);
        if (rt::deflated_sharpe{.trials = trials}.passes(best)) share.deflated += part;
        if (rt::deflated_sharpe{}.passes(best)) share.as_if_one += part;
    }
    return share;
}

}  // namespace

int main(int count, char const* const* arguments) {
    auto const runs =
        count > 1 ? static_cast<std::size_t>(std::strtoul(arguments[1], nullptr, 10)) : 1000;
    if (runs == 0) return 2;
    world random;
    bool kept = true;
    double const most = 0.05 + 1.6 * std::sqrt(0.05 * 0.95 / static_cast<double>(runs));

    std::puts("no trial has any worth; share of runs in which the best passes");
    std::puts("trials  returns of 20 days  deflated  as if it was the only one");
    for (std::size_t const trials : {1u, 5u, 20u, 100u}) {
        auto const apart = best_of(trials, runs, [&] { return random.overlapping(1000, horizon); });
        auto const daily = best_of(trials, runs, [&] { return random.overlapping(1000, 1); });
        std::printf("%6zu  %-18s  %8.3f  %9.3f\n", trials, "50, apart", apart.deflated,
                    apart.as_if_one);
        std::printf("%6zu  %-18s  %8.3f  %9.3f\n", trials, "1000, overlapping", daily.deflated,
                    daily.as_if_one);
        kept = kept && apart.deflated <= most;
    }

    std::puts("\n10 trials, 240 periods; one has an edge, in standard deviations of a period");
    std::puts("edge  mean probability of overfitting  passes");
    std::size_t const trials = 10, periods = 240, tables = runs / 5 + 1;
    for (double const edge : {0.0, 0.1, 0.2, 0.3}) {
        double sum = 0.0, passed = 0.0;
        for (std::size_t table = 0; table < tables; ++table) {
            auto returns = random.shocks(periods * trials);
            for (std::size_t at = trials - 1; at < returns.size(); at += trials)
                returns[at] += edge;
            double const probability = rt::backtest_overfitting{}.probability(returns, trials);
            sum += probability;
            if (probability <= rt::backtest_overfitting{}.limit) passed += 1.0;
        }
        auto const n = static_cast<double>(tables);
        std::printf("%4.1f  %31.3f  %6.3f\n", edge, sum / n, passed / n);
        if (edge == 0.3) kept = kept && passed / n > 0.9;
    }
    std::puts(kept ? "\nas promised" : "\nNOT as promised");
    return kept ? 0 : 1;
}
