#include <retrain/config/environment.hpp>

#include <support/catch.hpp>

#include <cstdlib>

using namespace retrain;

TEST_CASE("an environment is a map of variables", "[config]") {
    environment const variables{{{"B", "2"}, {"A", "1=1"}, {"EMPTY", ""}}};
    CHECK(variables.find("A") == "1=1");
    CHECK(variables.find("EMPTY") == "");
    CHECK_FALSE(variables.find("C"));
    CHECK(variables.all().begin()->first == "A");
    CHECK(environment{}.all().empty());
}

TEST_CASE("the process's environment is copied", "[config]") {
    REQUIRE(::setenv("RETRAIN_TEST_OF_ENVIRONMENT", "a=b c", 1) == 0);
    auto const before = environment::of_process();
    REQUIRE(::unsetenv("RETRAIN_TEST_OF_ENVIRONMENT") == 0);
    CHECK(before.find("RETRAIN_TEST_OF_ENVIRONMENT") == "a=b c");
    CHECK_FALSE(environment::of_process().find("RETRAIN_TEST_OF_ENVIRONMENT"));
}
