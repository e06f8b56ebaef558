// Copies the rows of a training CSV whose charts are clean: the second step of the two-stage
// workflow, which collects rows unfiltered and filters them before training.
#include "chart_filter.hpp"

#include <retrain/core/error.hpp>
#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/csv_file.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/filter/chart_quality.hpp>

#include <CLI/CLI.hpp>

#include <cstddef>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

namespace {

namespace rt = retrain;
using filter_training_data::chart_filter;
using filter_training_data::judged_file;
using filter_training_data::missing_column;

constexpr int wrong_arguments = 2;

struct arguments {
    std::string input;
    std::string output;
    rt::chart_quality quality;
};

/// Adds an option for a limit, whose range is the one that the filter gives it.
template <class Limit>
void add_limit(CLI::App& app, std::string const& option, Limit& limit, std::string const& what) {
    auto const assign = [&limit, option](double value) {
        try {
            limit = value;
        } catch (rt::error const& e) {
            throw CLI::ValidationError{option, e.what()};
        }
    };
    std::ostringstream standard;
    standard << limit.value();
    app.add_option_function<double>(option, assign, what)
        ->default_str(standard.str())
        ->type_name("NUMBER");
}

/// Throws `CLI::ValidationError` if the output would take the place of the input.
void require_two_files(arguments const& given) {
    std::error_code not_there;
    if (std::filesystem::equivalent(given.input, given.output, not_there))
        throw CLI::ValidationError{"--output-file",
                                   given.output + " is the input file; name another one"};
}

void print(arguments const& given, judged_file const& file) {
    auto const line = [](std::string_view what, std::size_t count) {
        std::cout << std::left << std::setw(20) << what << std::right << std::setw(10) << count
                  << '\n';
    };
    auto const kept = file.count(rt::chart_fault::none);
    std::cout << given.input << " -> " << given.output << '\n';
    line("read", file.rows.size());
    line("kept", kept);
    line("dropped", file.rows.size() - kept);
    for (auto const fault :
         {rt::chart_fault::insufficient, rt::chart_fault::too_many_gaps, rt::chart_fault::too_flat,
          rt::chart_fault::too_many_extremes, rt::chart_fault::low_score})
        line("  " + std::string{name(fault)}, file.count(fault));
}

void run(arguments const& given) {
    rt::detail::csv_file const source{given.input};
    auto text = source.read();
    source.check(text);
    auto const size = text.size();
    if (!source.rested())
        text.truncate(rt::detail::end_of_complete_rows({text.begin(), text.end()}));
    if (text.size() < size)
        std::cerr << given.input
                  << " is being written: its last row has no end yet and is left out\n";

    auto const judged = chart_filter{given.input, text, given.quality}.judge();
    std::filesystem::path const output{given.output};
    rt::detail::place_file(output, judged.kept());
    rt::detail::sync_directory(rt::detail::folder_of(output));
    print(given, judged);
}

}  // namespace

int main(int count, char** values) try {
    arguments given;
    CLI::App app{
        "Copies the rows of a training CSV whose charts are clean, byte for byte, and counts the "
        "others by the first rule that they break. A row with a chart-quality cell missing is "
        "dropped. Exit code 2: wrong arguments or a column missing; 1: a file that can't be read "
        "or written, or is no CSV.",
        "filter_training_data"};
    app.add_option("--input-file", given.input,
                   "CSV with the columns gap_share, daily_range, extreme_share and chart_score")
        ->required();
    app.add_option("--output-file", given.output, "Where the rows go; replaced as a whole")
        ->required();
    auto& quality = given.quality;
    add_limit(app, "--max-gap-share", quality.max_gap_share, "Most gaps, as a share of the days");
    add_limit(app, "--min-daily-range", quality.min_daily_range,
              "Least mean daily range, as a share");
    add_limit(app, "--max-extreme-share", quality.max_extreme_share,
              "Most extreme candles, as a share of the days");
    add_limit(app, "--min-score", quality.min_score, "Least score, of 100");
    try {
        app.parse(count, values);
        require_two_files(given);
    } catch (CLI::CallForHelp const& help) {
        return app.exit(help);
    } catch (CLI::ParseError const& e) {
        std::cerr << "filter_training_data: " << e.what() << "; --help shows the arguments\n";
        return wrong_arguments;
    }
    run(given);
    return 0;
} catch (missing_column const& e) {
    std::cerr << "filter_training_data: " << e.what() << '\n';
    return wrong_arguments;
} catch (std::exception const& e) {
    std::cerr << "filter_training_data: " << e.what() << '\n';
    return 1;
}
