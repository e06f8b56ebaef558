// Replays twenty years of the S&P 500 through a retraining service, day by day, and tells what came
// of it. Returns 0 where everything that it promises to show was shown.
#include "bars.hpp"
#include "console.hpp"
#include "demonstrations.hpp"
#include "labels.hpp"
#include "output_folder.hpp"
#include "reference_model.hpp"
#include "replay.hpp"
#include "report.hpp"
#include "totals.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

namespace rt = retrain;

struct options {
    std::string bars = "data/sp500_daily_2000_2020.csv";
    std::string label = "volatility";
    std::string from = "2000-01-03";
    std::string until = "2020-12-31";
    std::string output = "build/quickstart/output";
    std::string export_reference{};
    std::uint64_t seed = 42;
    bool quiet = false;
};

int show(options const& wanted) {
    using namespace quickstart;
    auto const begin = std::chrono::steady_clock::now();
    auto const rule = wanted.label == "return" ? label_rule::direction : label_rule::volatility;
    auto bars = bars_between(read_bars(wanted.bars), wanted.from, wanted.until);
    if (bars.size() < bars_needed + holding_days)
        throw std::runtime_error{"a row takes " + std::to_string(bars_needed + holding_days) +
                                 " trading days, and there are " + std::to_string(bars.size()) +
                                 "; take a longer span"};

    prepare_output(wanted.output);
    console out{wanted.quiet};
    surroundings place{.values = settings_for(wanted.output)};
    place.values.seed = wanted.seed;
    place.log.open(std::filesystem::path{place.values.logs_directory} / "service.log");
    place.progress = [&](rt::training_progress const& now) {
        out.progress(date_of(place.clock.now()), now);
    };

    replay years{std::move(bars), rule, place};
    auto service = place.start_service();
    rt::event_bus bus;
    print_opening(out, years, rule);
    print_run_header(out);
    {
        auto const each_run = bus.subscribe<verdict_service::completed>(
            [&](auto const& completed) { print_run(out, completed.run); });
        years.run(*service, bus);
    }
    print_afterwards(out, years);
    auto const stats = service->stats();
    print_totals(out, stats, refused_by_floor(place.history.runs()));
    check_totals(out, years, stats, place);
    if (!wanted.export_reference.empty())
        export_reference(wanted.export_reference, years.boosting(), place.values, rule);

    demonstrations more{out, years, place, bus, std::move(service)};
    more.manual_trigger();
    more.broken_file();
    more.rollback(rule == label_rule::volatility);
    more.restart();

    print_files(out, wanted.output);
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    out.print("\n%zu of %zu checks passed, in %.0f seconds\n", out.checks() - out.failures(),
              out.checks(), took.count());
    return out.failures() == 0 ? 0 : 1;
}

}  // namespace

int main(int argument_count, char** arguments) {
    options wanted;
    CLI::App program{"Replays twenty years of the S&P 500 through a retraining service"};
    program.add_option("--label", wanted.label, "what the verdicts are about")
        ->check(CLI::IsMember({"volatility", "return"}))
        ->capture_default_str();
    program.add_option("--bars", wanted.bars, "CSV file of daily bars")->capture_default_str();
    program.add_option("--from", wanted.from, "first day")->capture_default_str();
    program.add_option("--until", wanted.until, "last day")->capture_default_str();
    program.add_option("--output", wanted.output, "folder of all files that are made")
        ->capture_default_str();
    program.add_option("--seed", wanted.seed, "of the events and of the training")
        ->capture_default_str();
    program.add_flag("--quiet", wanted.quiet, "print what fails only");
    program.add_option("--export-reference", wanted.export_reference,
                       "folder to copy the final model of gradient boosting to");
    CLI11_PARSE(program, argument_count, arguments);
    try {
        return show(wanted);
    } catch (std::exception const& problem) {
        std::fprintf(stderr, "quickstart: %s\n", problem.what());
        return 1;
    }
}
