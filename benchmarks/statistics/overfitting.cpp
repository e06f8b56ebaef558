// How often the best of several trials passes the guards against overfitting by retrying, where no
// trial has any worth, and where one has.
//
//   statistics_overfitting [runs]        1,000 runs each unless said otherwise
//
// Prints five tables, and fails unless the guards keep what docs/overfitting.md promises.
#include <retrain/validation/backtest_overfitting.hpp>
#include <retrain/validation/deflated_sharpe.hpp>
#include <retrain/validation/no_validation.hpp>
#include <retrain/validation/unless_lucky.hpp>
#include <retrain/validation/unless_overfitted.hpp>

#include <validation/said_returns.hpp>

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

    /// Returns over `horizon` days of a model that buys on about this share of the days, for weeks
    /// on end, in a market of `daily` returns that it knows nothing of.
    std::vector<double> decisions(std::vector<double> const& daily, double least) {
        constexpr double persistence = 0.97;
        std::vector<double> made;
        double mood = normal_(random_);
        for (std::size_t day = 0; day + horizon < daily.size(); ++day) {
            double sum = 0.0;
            for (std::size_t ahead = 0; ahead < horizon; ++ahead) sum += daily[day + ahead];
            mood =
                persistence * mood + std::sqrt(1.0 - persistence * persistence) * normal_(random_);
            made.push_back(mood > least ? sum : 0.0);
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

using no_luck = rt::unless_lucky<rt::no_validation, rt::testing::said_return>;
using no_overfitting = rt::unless_overfitted<rt::no_validation, rt::testing::said_return>;

/// What the gates say of one worthless decision, by how often it is acted on.
bool seldom(world& random, std::size_t runs, double most) {
    struct kind {
        char const* acts;
        double least;
    };
    bool kept = true;
    std::puts(
        "\none worthless model, 500 dates, returns of 20 days; share of runs in which it passes");
    std::puts("acts on           unless_lucky  every 20th date alone");
    for (auto const [acts, least] :
         {kind{"all dates", -1e9}, kind{"half of them", 0.0}, kind{"a tenth of them", 1.28}}) {
        double gate = 0.0, thinned = 0.0;
        for (std::size_t run = 0; run < runs; ++run) {
            auto const returns = random.decisions(random.shocks(500 + horizon), least);
            rt::testing::trials_of_days const days{returns, 1, horizon};
            if (no_luck{}.decide(days.view()).publishes()) gate += 1.0;
            std::vector<double> apart;
            for (std::size_t day = 0; day < returns.size(); day += horizon)
                apart.push_back(returns[day]);
            if (rt::deflated_sharpe{}.passes(apart)) thinned += 1.0;
        }
        auto const n = static_cast<double>(runs);
        std::printf("%-16s  %12.3f  %21.3f\n", acts, gate / n, thinned / n);
        kept = kept && gate / n <= most;
    }
    return kept;
}

/// 50 worthless attempts on the same rows, by what the gate is told of the others.
bool again(world& random, std::size_t chains) {
    constexpr std::size_t attempts = 50;
    double any[3] = {}, promoted[3] = {};
    for (std::size_t chain = 0; chain < chains; ++chain) {
        auto const daily = random.shocks(500 + horizon);
        std::size_t since = 0;
        bool found[3] = {};
        for (std::size_t tried = 1; tried <= attempts; ++tried) {
            rt::testing::trials_of_days const days{random.decisions(daily, 0.0), 1, horizon};
            std::size_t const told[3] = {tried, ++since, 1};
            for (std::size_t way = 0; way < 3; ++way) {
                auto e = days.view();
                e.trials = told[way];
                if (!no_luck{}.decide(e).publishes()) continue;
                promoted[way] += 1.0;
                found[way] = true;
                if (way == 1) since = 0;
            }
        }
        for (std::size_t way = 0; way < 3; ++way) any[way] += found[way] ? 1.0 : 0.0;
    }
    std::puts("\n50 worthless attempts on the same 500 dates");
    std::puts("trials that are counted    any is promoted  promotions");
    char const* const ways[3] = {"all", "since the last promotion", "none but the present one"};
    auto const n = static_cast<double>(chains);
    for (std::size_t way = 0; way < 3; ++way)
        std::printf("%-25s  %15.3f  %10.2f\n", ways[way], any[way] / n, promoted[way] / n);
    return any[0] / n < 0.12;
}

/// Five trials over 500 dates whose returns overlap, one of them with an edge.
bool overlapped(world& random, std::size_t tables) {
    constexpr std::size_t trials = 5;
    bool kept = true;
    std::puts(
        "\n5 trials, 500 dates, returns of 20 days; one has an edge, in deviations of a period");
    std::puts("edge  unless_overfitted: mean  passes   every date a period: mean  passes");
    for (double const edge : {0.0, 0.3, 0.6}) {
        double mean[2] = {}, passed[2] = {};
        for (std::size_t table = 0; table < tables; ++table) {
            std::vector<double> returns(500 * trials);
            for (std::size_t trial = 0; trial < trials; ++trial) {
                auto const earned = random.overlapping(500, 1);
                for (std::size_t day = 0; day < 500; ++day)
                    returns[day * trials + trial] =
                        earned[day] + (trial == 0 ? edge * std::sqrt(double{horizon}) : 0.0);
            }
            rt::testing::trials_of_days const days{returns, trials, horizon};
            double const found[2] = {no_overfitting{}.decide(days.view()).overfitting,
                                     rt::backtest_overfitting{}.probability(returns, trials)};
            for (std::size_t way = 0; way < 2; ++way) {
                mean[way] += found[way];
                if (found[way] <= rt::backtest_overfitting{}.limit) passed[way] += 1.0;
            }
        }
        auto const n = static_cast<double>(tables);
        std::printf("%4.1f  %23.3f  %6.3f  %27.3f  %6.3f\n", edge, mean[0] / n, passed[0] / n,
                    mean[1] / n, passed[1] / n);
        if (edge == 0.6) kept = passed[0] / n > 0.8;
    }
    return kept;
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
    kept = seldom(random, runs, most) && kept;
    kept = again(random, runs / 5 + 1) && kept;
    kept = overlapped(random, runs / 5 + 1) && kept;
    std::puts(kept ? "\nas promised" : "\nNOT as promised");
    return kept ? 0 : 1;
}
