// A training file from its path to a data set: dates, keys and hashes included. The file is named by
// RETRAIN_BENCHMARK_CSV; one of 3.6 MB is made where it is not there. `csv_pandas.py` compares.
#include <retrain/source/csv_source.hpp>

#include <benchmark/benchmark.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace {

std::string date(std::chrono::sys_days day) {
    std::chrono::year_month_day const parts{day};
    auto const two = [](unsigned number) {
        return std::to_string(100 + number).substr(1);
    };
    return std::to_string(static_cast<int>(parts.year()))
        .append("-")
        .append(two(static_cast<unsigned>(parts.month())))
        .append("-")
        .append(two(static_cast<unsigned>(parts.day())));
}

/// Twenty indicators, one in a hundred of them missing, in `decimals` decimals, or in all digits of a
/// `double` where that is negative.
std::string training_file(std::size_t bytes, int decimals) {
    std::string text = "ticker,entry_date,exit_date,";
    for (int column = 0; column < 20; ++column)
        text.append("f").append(std::to_string(column)).append(",");
    text += "above,label\n";
    std::mt19937_64 random{1};
    std::normal_distribution<double> normal;
    constexpr double scales[]{1, 10, 100, 1'000};
    constexpr char const* labels[]{"buy", "avoid", "watch"};
    for (int row = 0; text.size() < bytes; ++row) {
        std::chrono::sys_days const entry{std::chrono::days{10'959 + row % 7'000}};
        text.append("T").append(std::to_string(100 + row / 7'000)).append(",");
        text.append(date(entry)).append(",").append(date(entry + std::chrono::days{28})).append(",");
        for (int column = 0; column < 20; ++column) {
            double const value = normal(random) * scales[column % 4];
            char digits[64];
            char* end = decimals < 0
                            ? std::to_chars(digits, digits + sizeof digits, value).ptr
                            : std::to_chars(digits, digits + sizeof digits, value,
                                            std::chars_format::fixed, decimals + 2 * (column % 3)).ptr;
            if (random() % 100 != 0) text.append(digits, end);
            text += ',';
        }
        text.append(random() % 2 == 0 ? "True," : "False,").append(labels[random() % 3]).append("\n");
    }
    return text;
}

/// `decimals` as above; the file stays for the next run.
std::string path_of(int decimals) {
    char const* const named = std::getenv("RETRAIN_BENCHMARK_CSV");
    std::string path = named != nullptr ? named : std::filesystem::temp_directory_path() / "retrain";
    path.append(decimals < 0 ? "-doubles.csv" : "-decimals.csv");
    if (!std::filesystem::exists(path)) {
        std::ofstream{path, std::ios::binary} << training_file(3'600'000, decimals);
        std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() -
                                                   std::chrono::hours{1});
    }
    return path;
}

void load(benchmark::State& state, int decimals) {
    std::string const path = path_of(decimals);
    retrain::csv_source<> const source{path};
    retrain::dataset rows;
    for (auto _ : state) {
        rows = source.load({});
        benchmark::DoNotOptimize(rows.features.data());
    }
    double sum = 0;
    double missing = 0;
    for (float const value : rows.features) {
        if (std::isnan(value))
            ++missing;
        else
            sum += static_cast<double>(value);
    }
    state.counters["rows"] = static_cast<double>(rows.labels.size());
    state.counters["sum"] = sum;
    state.counters["missing"] = missing;
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(std::filesystem::file_size(path)));
}
BENCHMARK_CAPTURE(load, decimals, 2)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, doubles, -1)->Unit(benchmark::kMillisecond);

}  // namespace
