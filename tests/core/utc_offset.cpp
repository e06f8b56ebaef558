#include <retrain/core/utc_offset.hpp>

#include <retrain/core/settings.hpp>
#include <retrain/detail/from_settings.hpp>

#include <laws/zone.hpp>
#include <support/catch.hpp>

#include <string>
#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::sys_days;

using india = utc_offset<5h + 30min>;

static_assert(Zone<utc> && Zone<india> && Zone<utc_offset<>>);
static_assert(std::is_empty_v<utc> && std::is_empty_v<india>);
static_assert(std::is_same_v<utc_offset<330min>, india>);
static_assert(utc{}.to_utc(local_days{2026y / 2 / 28} + 2h) == sys_days{2026y / 2 / 28} + 2h);
static_assert(india{}.to_utc(local_days{2026y / 1 / 1}) == sys_days{2025y / 12 / 31} + 18h + 30min);
static_assert(india{}.to_local(sys_days{2025y / 12 / 31} + 18h + 30min) ==
              local_days{2026y / 1 / 1});
static_assert(utc_offset<-4h>{}.to_utc(local_days{2026y / 1 / 1}) == sys_days{2026y / 1 / 1} + 4h);
static_assert(utc_offset<14h>{}.ahead() == 14h && utc_offset<-14h>{}.ahead() == -14h);
static_assert(utc_offset<>{}.ahead() == 0h && utc_offset<>{"-03:30"}.ahead() == -3h - 30min);
static_assert(laws::runs_forward(india{}, local_days{2026y / 1 / 1}, 1ns));
static_assert(laws::comes_back(india{}, sys_days{2026y / 1 / 1} + 1ns));

// Only what is held comes from the settings.
static_assert(detail::own_reads<utc_offset<>>.size() == 1 && detail::own_reads<utc>.empty());

}  // namespace

TEST_CASE("an offset comes from the setting timezone") {
    settings values;
    CHECK(detail::from_settings<utc_offset<>>(values).ahead() == 0h);
    values.timezone = "+05:30";
    CHECK(detail::from_settings<utc_offset<>>(values).ahead() == 5h + 30min);
    CHECK(detail::from_settings<utc>(values).ahead() == 0h);
}

TEST_CASE("what is no offset is refused, with the way to names") {
    for (std::string const text : {"", "utc", "Asia/Kolkata", "5:30", "+5:30", "+05.30", "+14:01",
                                   "-15:00", "+05:60", "+05:30 ", "+0a:30"}) {
        INFO(text);
        try {
            (void)utc_offset<>{text};
            FAIL("accepted");
        } catch (error const& refused) {
            CHECK(refused.why() == failure_reason::bad_parameter);
            CHECK_THAT(refused.what(), ContainsSubstring("'" + text + "' is no offset from UTC"));
            CHECK_THAT(refused.what(), ContainsSubstring("retrain::time_zone"));
        }
    }
}
