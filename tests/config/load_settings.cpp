#include <retrain/config/load_settings.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;

namespace {

struct limits {
    float share = 0.5F;
    std::int8_t small = -1;
};
struct broker {
    static constexpr std::string_view environment_prefix = "BROKER_";
    std::string host = "localhost";
    limits allowed;
};
/// A program's own settings, with everything that can stand in them.
struct program_settings {
    settings retraining;
    std::filesystem::path chart = "chart.svg";
    ranged<int, 1, 10> depth = 3;
    ranged<double, -1, 1> tilt = 0.0;
    limits allowed;
    broker gate;
    bool verbose = false;
};

}  // namespace
BOOST_HANA_ADAPT_STRUCT(limits, share, small);
BOOST_HANA_ADAPT_STRUCT(broker, host, allowed);
BOOST_HANA_ADAPT_STRUCT(program_settings, retraining, chart, depth, tilt, allowed, gate, verbose);

namespace {

/// What the one mistake in `variables` is said to be.
template <class S = settings>
std::string problem_with(environment::variables variables) {
    try {
        (void)load_settings<S>(environment{std::move(variables)});
    } catch (settings_error const& problem) {
        REQUIRE(problem.mistakes().size() == 1);
        return problem.mistakes().front().problem;
    }
    return "none";
}

}  // namespace

TEST_CASE("without variables and code the defaults stand", "[config]") {
    auto const [values, warnings] = load_settings(environment{});
    CHECK(values.training_data == settings{}.training_data);
    CHECK(values.min_new_samples == settings{}.min_new_samples);
    CHECK(values.set_by_environment.empty());
    CHECK(warnings.empty());
}

TEST_CASE("every setting can come from the environment", "[config]") {
    auto const [values, warnings] =
        load_settings(environment{{{"RETRAIN_TRAINING_DATA", "rows.csv"},
                                   {"RETRAIN_MODELS_DIRECTORY", "m"},
                                   {"RETRAIN_LOGS_DIRECTORY", "l"},
                                   {"RETRAIN_MIN_INTERVAL_HOURS", "1.5"},
                                   {"RETRAIN_MIN_NEW_SAMPLES", " 7\r"},
                                   {"RETRAIN_AUTO_BACKUP", "no"},
                                   {"RETRAIN_ENABLED", "True"},
                                   {"RETRAIN_TIMEZONE", "Asia/Kolkata"},
                                   {"RETRAIN_THREADS", "3"},
                                   {"RETRAIN_SEED", "18446744073709551615"},
                                   {"RETRAIN_RETRY_SECONDS", "1e1"},
                                   {"RETRAIN_RETRY_LIMIT_HOURS", "0.25"},
                                   {"PATH", "/bin"}}});
    CHECK(values.training_data == "rows.csv");
    CHECK(values.models_directory == "m");
    CHECK(values.logs_directory == "l");
    CHECK(values.min_interval_hours == 1.5);
    CHECK(values.min_new_samples == 7U);
    CHECK_FALSE(values.auto_backup);
    CHECK(values.enabled);
    CHECK(values.timezone == "Asia/Kolkata");
    CHECK(values.threads == 3U);
    CHECK(values.seed == 18446744073709551615U);
    CHECK(values.retry_seconds == 10.0);
    CHECK(values.retry_limit_hours == 0.25);
    CHECK(values.set_by_environment.size() == 12);
    CHECK(values.set_by_environment.contains("retry_limit_hours"));
    CHECK(warnings.empty());
}

TEST_CASE("code comes after the environment", "[config]") {
    auto const [values, warnings] =
        load_settings(environment{{{"RETRAIN_SEED", "7"}, {"RETRAIN_THREADS", "2"}}},
                      [](settings& s) { s.seed = s.seed * 10; });
    CHECK(values.seed == 70);
    CHECK(values.threads == 2U);
    CHECK(values.set_by_environment == std::set<std::string>{"seed", "threads"});
}

TEST_CASE("the process's environment is the default", "[config]") {
    REQUIRE(::setenv("RETRAIN_SEED", "11", 1) == 0);
    CHECK(load_settings().values.seed == 11);
    REQUIRE(::unsetenv("RETRAIN_SEED") == 0);
    CHECK(load_settings().values.seed == 42);
}

TEST_CASE("a bool has several spellings", "[config]") {
    for (auto const* const yes : {"true", "TRUE", "1", "yes", "Yes", "on", "oN", " true "})
        CHECK(load_settings(environment{{{"RETRAIN_ENABLED", yes}}}).values.enabled);
    for (auto const* const no : {"false", "False", "0", "no", "NO", "off", "Off\r"})
        CHECK_FALSE(load_settings(environment{{{"RETRAIN_AUTO_BACKUP", no}}}).values.auto_backup);
    for (auto const* const other : {"2", "y", "tru", "truee", "-1", "ja", "true false"})
        CHECK(problem_with({{"RETRAIN_ENABLED", other}}) ==
              std::string{"'"} + other + "' is not true or false (or yes/no, on/off, 1/0); correct "
              "it, or unset it for the default, false");
}

TEST_CASE("a number is a whole text within its range", "[config]") {
    for (auto const* const text : {"-1", "1025", "1.0", "x", "1x", "0x10", "1,000", "nan", "1e2",
                                   "99999999999999999999999", "+1", "1 2"})
        CHECK(problem_with({{"RETRAIN_THREADS", text}}) ==
              std::string{"'"} + text + "' is not a whole number from 0 to 1024; correct it, or "
              "unset it for the default, 0");
    for (auto const* const text : {"-0.1", "87600.1", "nan", "inf", "1e400", "1h", "1,5"})
        CHECK_THAT(problem_with({{"RETRAIN_MIN_INTERVAL_HOURS", text}}),
                   ContainsSubstring("is not a number from 0 to 87600; correct it, or unset it "
                                     "for the default, 24"));
    CHECK(load_settings(environment{{{"RETRAIN_THREADS", "1024"}}}).values.threads == 1024U);
    CHECK(load_settings(environment{{{"RETRAIN_THREADS", "0"}}}).values.threads == 0U);
    CHECK_THAT(problem_with({{"RETRAIN_SEED", "18446744073709551616"}}),
               ContainsSubstring("a whole number from 0 to 18446744073709551615"));
}

TEST_CASE("a text is taken as it is, but has no control characters", "[config]") {
    CHECK(load_settings(environment{{{"RETRAIN_TRAINING_DATA", " a b.csv"}}})
              .values.training_data == " a b.csv");
    CHECK(problem_with({{"RETRAIN_TRAINING_DATA", "rows.csv\r"}}) ==
          "'rows.csv\\r' is not a text without control characters; correct it, or unset it for the "
          "default, data/ml_training_data.csv");
}

TEST_CASE("all mistakes are reported at once, the program's too", "[config]") {
    try {
        (void)load_settings(environment{{{"RETRAIN_ENABLED", "maybe"},
                                         {"RETRAIN_THREADS", "many"},
                                         {"RETRAIN_SEED", "7"}}},
                            [](settings& s) { s.min_interval_hours = -1.0; });
        FAIL("nothing was thrown");
    } catch (settings_error const& problem) {
        REQUIRE(problem.mistakes().size() == 3);
        CHECK(problem.mistakes()[0].origin == "RETRAIN_ENABLED");
        CHECK(problem.mistakes()[1].origin == "RETRAIN_THREADS");
        CHECK(problem.mistakes()[2].origin == "the program");
        CHECK_THAT(problem.mistakes()[2].problem, ContainsSubstring("is not within 0"));
    }
    auto const of_another_kind = [](settings&) { throw std::logic_error{"a bug"}; };
    CHECK_THROWS_AS(load_settings(environment{}, of_another_kind), std::logic_error);
}

TEST_CASE("an empty variable counts as not set, with a warning", "[config]") {
    auto const [values, warnings] =
        load_settings(environment{{{"RETRAIN_SEED", ""}, {"RETRAIN_TIMEZONE", "  "}}});
    CHECK(values.seed == 42);
    CHECK(values.timezone == "UTC");
    CHECK(values.set_by_environment.empty());
    CHECK(warnings == std::vector<std::string>{
                          "RETRAIN_TIMEZONE is set, but empty; that counts as not set",
                          "RETRAIN_SEED is set, but empty; that counts as not set"});
}

TEST_CASE("an unknown variable gets a warning with the nearest name", "[config]") {
    auto const warnings = load_settings(environment{{{"RETRAIN_TRAINNG_DATA", "x"},
                                                     {"RETRAIN_INTERVAL_HOURS", "x"},
                                                     {"RETRAINING", "x"},
                                                     {"retrain_seed", "x"}}})
                              .warnings;
    CHECK(warnings ==
          std::vector<std::string>{
              "RETRAIN_INTERVAL_HOURS is set, but there is no such setting; the nearest is "
              "RETRAIN_MIN_INTERVAL_HOURS",
              "RETRAIN_TRAINNG_DATA is set, but there is no such setting; the nearest is "
              "RETRAIN_TRAINING_DATA"});
}

TEST_CASE("a program's own settings nest the library's", "[config]") {
    auto const [values, warnings] =
        load_settings<program_settings>(environment{{{"RETRAIN_MIN_NEW_SAMPLES", "7"},
                                                     {"RETRAIN_CHART", "out/a b.svg"},
                                                     {"RETRAIN_DEPTH", "10"},
                                                     {"RETRAIN_TILT", "-0.5"},
                                                     {"RETRAIN_ALLOWED_SHARE", "0.25"},
                                                     {"RETRAIN_ALLOWED_SMALL", "-128"},
                                                     {"BROKER_HOST", "example.org"},
                                                     {"BROKER_ALLOWED_SMALL", "127"},
                                                     {"RETRAIN_VERBOSE", "on"}}},
                                        [](program_settings& s) { s.retraining.seed = 1; });
    CHECK(values.retraining.min_new_samples == 7U);
    CHECK(values.retraining.seed == 1);
    CHECK(values.retraining.set_by_environment == std::set<std::string>{"min_new_samples"});
    CHECK(values.chart == "out/a b.svg");
    CHECK(values.depth == 10);
    CHECK(values.tilt == -0.5);
    CHECK(values.allowed.share == 0.25F);
    CHECK(values.allowed.small == -128);
    CHECK(values.gate.host == "example.org");
    CHECK(values.gate.allowed.share == 0.5F);
    CHECK(values.gate.allowed.small == 127);
    CHECK(values.verbose);
    CHECK(warnings.empty());

    CHECK_THAT(problem_with<program_settings>({{"BROKER_ALLOWED_SMALL", "128"}}),
               ContainsSubstring("a whole number from -128 to 127"));
    CHECK_THAT(problem_with<program_settings>({{"RETRAIN_ALLOWED_SHARE", "inf"}}),
               ContainsSubstring("'inf' is not a number; correct it"));
    CHECK_THAT(problem_with<program_settings>({{"RETRAIN_TILT", "1.5"}}),
               ContainsSubstring("a number from -1 to 1"));
    CHECK_THAT(problem_with<program_settings>({{"RETRAIN_CHART", "a\nb"}}),
               ContainsSubstring("a path without control characters"));
}

TEST_CASE("of a prefix of the program's own only near misses get a warning", "[config]") {
    auto const warnings = load_settings<program_settings>(
                              environment{{{"BROKER_HSOT", "x"}, {"BROKER_COLOUR", "blue"}}})
                              .warnings;
    CHECK(warnings == std::vector<std::string>{"BROKER_HSOT is set, but there is no such setting; "
                                               "the nearest is BROKER_HOST"});
}
