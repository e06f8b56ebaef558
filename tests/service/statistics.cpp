#include <retrain/service/statistics.hpp>

#include <support/catch.hpp>

TEST_CASE("a new service has no past", "[statistics]") {
    retrain::statistics const totals;
    REQUIRE(totals.attempts == 0);
    REQUIRE(totals.last_run == retrain::not_yet);
    REQUIRE(totals.can_retrain_now);
}
