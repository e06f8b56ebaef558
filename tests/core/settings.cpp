#include <retrain/core/settings.hpp>

#include <support/catch.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/length.hpp>

using namespace retrain;

// So many can come from the environment; `set_by_environment` itself is none of them.
static_assert(boost::hana::Struct<settings>::value);
static_assert(decltype(boost::hana::length(boost::hana::accessors<settings>()))::value == 19);

TEST_CASE("by default nothing happens by itself, and backups are made", "[core]") {
    settings const standard;
    CHECK_FALSE(standard.enabled);
    CHECK(standard.auto_backup);
    CHECK(standard.min_interval_hours == 24.0);
    CHECK(standard.min_new_samples == 100U);
    CHECK(standard.timezone == "UTC");
    CHECK(standard.retry_seconds == 60.0);
    CHECK(standard.retry_limit_hours == 6.0);
    CHECK(standard.set_by_environment.empty());
}
