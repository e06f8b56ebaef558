#include <retrain/core/readiness.hpp>

#include <support/catch.hpp>

using namespace retrain;

TEST_CASE("readiness is yes, or a no with its reason", "[core]") {
    CHECK(readiness{});
    readiness const no{refusal{.why = skip_reason::busy}, "a run is going on"};
    CHECK_FALSE(no);
    CHECK(no.refused->why == skip_reason::busy);
}
