#include <retrain/config/settings_error.hpp>

#include <support/catch.hpp>

#include <string>

using namespace retrain;

TEST_CASE("a settings_error lists all mistakes", "[config]") {
    settings_error const both{{{"RETRAIN_SEED", "'x' is no number"}, {"the program", "too many"}}};
    CHECK(both.why() == failure_reason::bad_parameter);
    CHECK(std::string{both.what()} ==
          "2 settings can't be used:\n"
          "  RETRAIN_SEED: 'x' is no number\n"
          "  the program: too many");
    REQUIRE(both.mistakes().size() == 2);
    CHECK(both.mistakes().front().origin == "RETRAIN_SEED");

    settings_error const one{{{"the program", "too many"}}};
    CHECK(std::string{one.what()} == "1 setting can't be used:\n  the program: too many");
}
