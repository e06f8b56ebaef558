// The code of docs/settings.md.
//! [own]
#include <retrain/config/describe_settings.hpp>
#include <retrain/config/load_settings.hpp>

#include <filesystem>
#include <iostream>
#include <string_view>

namespace rt = retrain;

struct trading_settings {
    static constexpr std::string_view environment_prefix = "TRADING_";

    rt::settings retraining;                     // RETRAIN_...
    std::filesystem::path chart = "chart.svg";   // TRADING_CHART
    rt::ranged<int, 1, 30> holding_days = 20;    // TRADING_HOLDING_DAYS
    bool verbose = false;                        // TRADING_VERBOSE
};
BOOST_HANA_ADAPT_STRUCT(trading_settings, retraining, chart, holding_days, verbose);
//! [own]

namespace {

//! [load]
/// Defaults first, then the environment, then this program's own wishes.
trading_settings configure(rt::environment const& variables) {
    auto const loaded = rt::load_settings<trading_settings>(
        variables, [](trading_settings& s) { s.retraining.logs_directory = "var/logs"; });
    for (auto const& warning : loaded.warnings) std::cerr << warning << '\n';
    return loaded.values;
}
//! [load]

//! [help]
void print_help(std::ostream& out) {
    for (auto const& each : rt::describe_settings<trading_settings>())
        out << each.variable << " (" << each.type << ", default " << each.standard << ")\n";
}
//! [help]

bool refuses(rt::environment const& variables) {
    try {
        (void)configure(variables);
        return false;
    } catch (rt::settings_error const& error) {
        std::cerr << error.what() << '\n';
        return error.mistakes().size() == 2;
    }
}

}  // namespace

int main() {
    auto const values = configure(rt::environment{{{"RETRAIN_MIN_NEW_SAMPLES", "250"},
                                                   {"TRADING_HOLDING_DAYS", "10"},
                                                   {"RETRAIN_ENABELD", "1"}}});
    print_help(std::cout);
    bool const right = values.retraining.min_new_samples == 250U && values.holding_days == 10 &&
                       values.retraining.logs_directory == "var/logs" && !values.retraining.enabled;
    return right && refuses(rt::environment{{{"RETRAIN_MIN_NEW_SAMPLES", "-5"},
                                             {"TRADING_VERBOSE", "maybe"}}})
               ? 0
               : 1;
}
