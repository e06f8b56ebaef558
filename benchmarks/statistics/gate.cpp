// How often gates promote a challenger that gains nothing, and one that does, where labels look 20
// days ahead and the way in which two models differ persists for weeks.
//
//   statistics_gate [runs]        1,000 runs each unless said otherwise
//
// Prints a table, and fails unless the default gate keeps what the documentation promises.
#include <retrain/detail/student_t.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/paired_test.hpp>

#include <support/overlapping_losses.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace rt = retrain;
using rt::testing::overlapping_losses;

namespace {

/// Whether it promotes on `dates` dates from `first` on, at its `attempt`th try.
using contender = std::function<bool(overlapping_losses const&, std::size_t first,
                                     std::size_t dates, double gain, std::size_t attempt)>;

template <class... Options>
contender gate() {
    return [](auto const& world, auto first, auto dates, double gain, auto attempt) {
        return world.decide(rt::champion_challenger<rt::log_loss, Options...>{}, first, dates, gain,
                            attempt)
            .publishes();
    };
}

contender on_rows(std::function<bool(std::vector<double> const&)> promotes) {
    return [promotes](auto const& world, auto first, auto dates, double gain, auto) {
        return promotes(world.gains(first, dates, gain));
    };
}

bool mcnemar(std::vector<double> const& gains) {
    double better = 0;
    double worse = 0;
    for (double const gain : gains) ++(gain > 0 ? better : worse);
    return (better - worse) / std::sqrt(better + worse) > 1.6448536269514722;
}

bool better_by_any_amount(std::vector<double> const& gains) {
    double sum = 0;
    for (double const gain : gains) sum += gain;
    return sum > 0;
}

struct row {
    std::string name;
    contender promotes;
    bool promised = false;  // the promises of the documentation hold for it
};

struct setting {
    std::size_t tickers;
    std::size_t dates;
};

constexpr std::size_t attempts = 12;
constexpr std::size_t units_with_gain = 25;

}  // namespace

int main(int argc, char** argv) {
    std::size_t const runs = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000;
    std::vector<row> const rows{
        {"champion_challenger<>", gate<>(), true},
        {"  thinned_units", gate<rt::thinned_units>()},
        {"  block_units<2>", gate<rt::block_units<2>>()},
        {"rows, t test", on_rows([](auto const& g) { return rt::paired_t_test(g) < 0.05; })},
        {"rows, McNemar", on_rows(mcnemar)},
        {"better by any amount", on_rows(better_by_any_amount)},
    };
    double const allowed = 0.05 + 1.6 * std::sqrt(0.05 * 0.95 / static_cast<double>(runs));
    bool kept = true;
    std::printf("promotions in %zu runs, labels of %zu days\n"
                "                          nothing to gain                    0.6 deviations of a "
                "unit\n"
                "                          one decision   12 attempts at all  %zu units, first "
                "attempt\n",
                runs, overlapping_losses::horizon, units_with_gain);
    for (setting const at : {setting{1, 1'000}, setting{50, 500}}) {
        struct count {
            std::size_t once = 0;
            std::size_t chain = 0;
            std::size_t power = 0;
        };
        std::vector<count> counts(rows.size());
        std::size_t const h = overlapping_losses::horizon;
        double const gain = 0.6 * overlapping_losses::unit_deviation(at.tickers);
        for (std::size_t run = 0; run < runs; ++run) {
            overlapping_losses const world{at.dates + (attempts - 1) * h, at.tickers, 1 + run};
            for (std::size_t i = 0; i < rows.size(); ++i) {
                auto const& promotes = rows[i].promotes;
                bool any = false;
                for (std::size_t k = 1; k <= attempts; ++k) {
                    if (any && k > 1) break;
                    any = promotes(world, (k - 1) * h, at.dates, 0.0, k);
                    if (k == 1) counts[i].once += any ? 1 : 0;
                }
                counts[i].chain += any ? 1 : 0;
                counts[i].power += promotes(world, 0, units_with_gain * h, gain, 1) ? 1 : 0;
            }
        }
        std::printf("%zu series x %zu days\n", at.tickers, at.dates);
        auto const share = [&](std::size_t n) {
            return static_cast<double>(n) / static_cast<double>(runs);
        };
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const& n = counts[i];
            std::printf("  %-22s  %6.3f         %6.3f              %6.3f\n", rows[i].name.c_str(),
                        share(n.once), share(n.chain), share(n.power));
            if (rows[i].promised)
                kept = kept && share(n.once) <= allowed && share(n.chain) <= allowed &&
                       share(n.power) >= 0.8;
        }
    }
    std::printf("allowed with nothing to gain: %.3f; wanted with something: 0.800; %s\n", allowed,
                kept ? "kept" : "NOT KEPT");
    return kept ? 0 : 1;
}
