// Turns daily bars into a training file: one row a trading day, with what was known at its close
// and a label from the 20 trading days after it.
#include "bars.hpp"
#include "growing_file.hpp"
#include "labels.hpp"
#include "training_data.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <string_view>

int main(int argument_count, char** arguments) {
    using quickstart::label_rule;
    std::string bars_file = "data/sp500_daily_2000_2020.csv", output, label = "volatility";

    CLI::App program{"Turns daily bars into rows to train on"};
    program.add_option("--bars", bars_file, "CSV file of daily bars")->capture_default_str();
    program.add_option("--output", output, "the training file to write")->required();
    program.add_option("--label", label, "what the label is about")
        ->check(CLI::IsMember({"volatility", "return"}))
        ->capture_default_str();
    CLI11_PARSE(program, argument_count, arguments);

    try {
        auto const rule = label == "return" ? label_rule::direction : label_rule::volatility;
        auto const rows = quickstart::training_rows(quickstart::read_bars(bars_file), rule);
        if (rows.empty()) {
            std::fprintf(stderr,
                         "%s: too few bars; a row needs %zu bars up to its entry and %zu "
                         "after it\n",
                         bars_file.c_str(), quickstart::bars_needed, quickstart::holding_days);
            return 1;
        }
        quickstart::growing_file{output, rows}.append_known(rows.back().known());

        std::map<std::string_view, std::size_t> classes;
        for (auto const& row : rows) ++classes[row.label];
        std::printf("%s: %zu rows, entered from %s to %s\n", output.c_str(), rows.size(),
                    quickstart::iso_date(rows.front().entry).c_str(),
                    quickstart::iso_date(rows.back().entry).c_str());
        for (auto const& [name, count] : classes)
            std::printf("  %-6.*s %5zu  %4.1f %%\n", static_cast<int>(name.size()), name.data(),
                        count,
                        100.0 * static_cast<double>(count) / static_cast<double>(rows.size()));
    } catch (std::exception const& problem) {
        std::fprintf(stderr, "make_training_data: %s\n", problem.what());
        return 1;
    }
}
