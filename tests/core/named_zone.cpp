#include <retrain/core/named_zone.hpp>

#include <retrain/detail/from_settings.hpp>

#include <laws/zone.hpp>
#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::sys_days;

using berlin = named_zone<"Europe/Berlin">;
static_assert(Zone<berlin>);
static_assert(!std::is_same_v<berlin, named_zone<"America/New_York">>);
static_assert(detail::own_reads<berlin>.empty());  // the settings have no say in it

}  // namespace

TEST_CASE("a zone is named by its type") {
    CHECK(berlin{}.to_utc(local_days{2026y / 7 / 1}) == sys_days{2026y / 6 / 30} + 22h);
    CHECK(berlin{}.to_local(sys_days{2026y / 1 / 1}) == local_days{2026y / 1 / 1} + 1h);
    settings values;
    values.timezone = "Asia/Kolkata";
    CHECK(detail::from_settings<berlin>(values).to_local(sys_days{2026y / 1 / 1}) ==
          local_days{2026y / 1 / 1} + 1h);
}

TEST_CASE("a name that the database does not know is refused when the zone is made") {
    CHECK_THROWS_AS(named_zone<"Europe/Atlantis">{}, error);
}
