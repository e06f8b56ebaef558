// How often windows of rows are flagged: on 20 years of the S&P 500, on stationary columns, and
// after a change. Run it where the repository is, or name the file of bars.
#include <retrain/drift/find_data_drift.hpp>
#include <retrain/trigger/on_data_drift.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace retrain;
using series = std::vector<double>;
using columns = std::vector<std::vector<float>>;

// ---- what is compared -----------------------------------------------------------------------

struct bars {
    series high, low, close, volume;
};

bars read_bars(std::string const& path) {
    std::ifstream file{path};
    if (!file) {
        std::fprintf(stderr, "%s can't be read: name the file of bars\n", path.c_str());
        std::exit(1);
    }
    bars all;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {  // date,open,high,low,close,adjclose,volume
        std::istringstream cells{line};
        std::string cell;
        series values;
        while (std::getline(cells, cell, ','))
            values.push_back(values.empty() ? 0 : std::strtod(cell.c_str(), nullptr));
        all.high.push_back(values.at(2));
        all.low.push_back(values.at(3));
        all.close.push_back(values.at(4));
        all.volume.push_back(values.at(6));
    }
    return all;
}

double mean(double const* first, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += first[i];
    return sum / static_cast<double>(count);
}

constexpr std::size_t history = 252;  // bars before the first day whose features are complete

/// Eight features as models of daily bars use them, from the first complete day on.
columns features_of(bars const& b) {
    columns all(8);
    series returns(b.close.size());
    for (std::size_t i = 1; i < returns.size(); ++i) returns[i] = b.close[i] / b.close[i - 1] - 1;
    for (std::size_t i = history; i < returns.size(); ++i) {
        double const* const to = &b.close[i];
        double squares = 0;
        double up = 0;
        for (std::size_t k = 0; k < 20; ++k) squares += returns[i - k] * returns[i - k];
        for (std::size_t k = 0; k < 14; ++k) up += returns[i - k] > 0 ? 1 : 0;
        double const values[]{returns[i],
                              to[0] / to[-5] - 1,
                              to[0] / to[-20] - 1,
                              (b.high[i] - b.low[i]) / to[0],
                              std::sqrt(squares / 20),
                              to[0] / mean(to - 49, 50) - 1,
                              b.volume[i] / mean(&b.volume[i - 19], 20),
                              up};
        for (std::size_t c = 0; c < all.size(); ++c)
            all[c].push_back(static_cast<float>(values[c]));
    }
    return all;
}

/// Columns of a stationary process, x(t) = persistence x(t - 1) + noise, of variance 1.
columns stationary(std::mt19937_64& random, std::size_t count, std::size_t rows,
                   double persistence) {
    std::normal_distribution<double> normal;
    columns all(count);
    for (auto& column : all) {
        double x = normal(random);
        for (std::size_t i = 0; i < rows; ++i) {
            x = persistence * x + std::sqrt(1 - persistence * persistence) * normal(random);
            column.push_back(static_cast<float>(x));
        }
    }
    return all;
}

// ---- how it is compared ---------------------------------------------------------------------

struct method {
    char const* name;
    data_drift_options options;
};

std::vector<method> methods() {
    data_drift_options fixed;
    fixed.threshold = drift_threshold::fixed;
    data_drift_options rest;
    rest.threshold = drift_threshold::window_to_rest;
    return {{"fixed", fixed}, {"between windows (default)", {}}, {"window to rest", rest}};
}

struct tally {
    int windows = 0;
    int drifted = 0;
    int columns = 0;
    int columns_drifted = 0;

    void add(data_drift const& found) {
        ++windows;
        drifted += found.answer == drift_answer::drifted;
        for (auto const& column : found.columns) {
            ++columns;
            columns_drifted += column.drifted();
        }
    }
};

/// One tally a method.
class tallies {
   public:
    /// Compares rows [begin, begin + window) with the `reference` rows before them.
    void compare(columns const& all, std::size_t reference, std::size_t begin, std::size_t window) {
        reference_summary summary{window};
        std::vector<float> rows(window * all.size());
        for (std::size_t c = 0; c < all.size(); ++c) {
            std::span<float const> const column{all[c]};
            summary.columns.push_back(
                summarize_column("column", column.subspan(begin - reference, reference), window));
            for (std::size_t i = 0; i < window; ++i) rows[i * all.size() + c] = column[begin + i];
        }
        for (std::size_t m = 0; m < methods_.size(); ++m)
            counts_[m].add(find_data_drift(summary, rows, methods_[m].options));
    }

    void print(std::string const& what) const {
        for (std::size_t m = 0; m < methods_.size(); ++m)
            std::printf("  %-30s %-25s %4d of %4d windows, %5.1f %% of columns\n", what.c_str(),
                        methods_[m].name, counts_[m].drifted, counts_[m].windows,
                        100.0 * counts_[m].columns_drifted / counts_[m].columns);
    }

   private:
    std::vector<method> methods_ = methods();
    std::vector<tally> counts_ = std::vector<tally>(methods_.size());
};

void sp500(std::string const& path) {
    columns const all = features_of(read_bars(path));
    std::size_t const days = all[0].size();
    std::printf("S&P 500, 2001 to 2020, 8 features, disjoint windows of 60 days\n");
    for (std::size_t const reference : {500U, 1000U, 2000U}) {
        tallies t;
        for (std::size_t begin = reference + (days - reference) % 60; begin < days; begin += 60)
            t.compare(all, reference, begin, 60);
        t.print("reference " + std::to_string(reference) + " days");
    }
}

/// What recent rows are like, beside those of the reference.
struct change {
    char const* what;
    double persistence = 0;
    float shift = 0;
    float scale = 1;
};

void simulated(change const& by, std::size_t reference, std::size_t window) {
    constexpr int runs = 200;
    std::mt19937_64 random{42};
    tallies t;
    for (int run = 0; run < runs; ++run) {
        columns all = stationary(random, 8, reference + window, by.persistence);
        for (auto& column : all)
            for (std::size_t i = reference; i < column.size(); ++i)
                column[i] = column[i] * by.scale + by.shift;
        t.compare(all, reference, reference, window);
    }
    t.print(by.what);
}

// ---- the trigger ----------------------------------------------------------------------------

struct served {
    std::vector<float> features;
};

/// Streams of 10,000 rows of 8 columns against 2,000 training rows, windows of 250 that are
/// compared at every 25th row: how many streams raise an alarm where nothing changes, and after how
/// many rows where the second half is moved.
void streams(double persistence, float shift) {
    constexpr std::size_t reference = 2000, rows = 10'000, count = 8;
    constexpr int runs = 50;
    for (auto const& [name, options] : methods()) {
        std::mt19937_64 random{42};
        int alarms = 0;
        std::vector<std::size_t> delays;
        for (int run = 0; run < runs; ++run) {
            columns const all = stationary(random, count, reference + rows, persistence);
            dataset training;
            training.shape.features.resize(count);
            training.labels.resize(reference);
            on_data_drift<250, served> trigger{options};
            served event{std::vector<float>(count)};
            bool alarm = false;
            for (std::size_t i = 0; i < reference + rows && !alarm; ++i) {
                bool const moved = i >= reference + rows / 2;
                for (std::size_t c = 0; c < count; ++c)
                    event.features[c] = all[c][i] + (moved ? shift : 0);
                if (i < reference)
                    training.features.insert(training.features.end(), event.features.begin(),
                                             event.features.end());
                if (i == reference) trigger.compare_with(trigger.summarize(training.view()));
                if (i < reference || !trigger.observe(event, {})) continue;
                alarm = true;
                if (moved && shift != 0)
                    delays.push_back(i + 1 - reference - rows / 2);
                else
                    ++alarms;
            }
        }
        std::ranges::sort(delays);
        std::printf("  persistence %.1f, moved by %.2f sd %-25s %2d of %d false alarms",
                    persistence, static_cast<double>(shift), name, alarms, runs);
        if (!delays.empty())
            std::printf(", %2zu found, after %zu rows (median)", delays.size(),
                        delays[delays.size() / 2]);
        std::printf("\n");
    }
}

}  // namespace

int main(int argc, char** argv) {
    sp500(argc > 1 ? argv[1] : "data/sp500_daily_2000_2020.csv");
    struct size {
        std::size_t reference, window;
    };
    for (auto const [reference, window] : {size{1000, 60}, size{2000, 60}, size{2000, 250}}) {
        std::printf("simulated, 8 columns, reference of %zu rows, windows of %zu\n", reference,
                    window);
        for (change const& by :
             {change{"independent, unchanged"}, change{"persistence .9, unchanged", 0.9},
              change{"independent, moved by 0.25 sd", 0, 0.25F},
              change{"independent, moved by 0.5 sd", 0, 0.5F},
              change{"independent, moved by 1 sd", 0, 1}, change{"independent, 2 sd wide", 0, 0, 2},
              change{"persistence .9, moved by 2 sd", 0.9, 2}})
            simulated(by, reference, window);
    }
    std::printf("streams of 10,000 rows, 8 columns, reference of 2000 rows, on_data_drift<250>\n");
    for (double const persistence : {0.0, 0.9})
        for (float const shift : {0.0F, 0.25F, 0.5F, 1.0F}) streams(persistence, shift);
}
