#include <retrain/backup/backup_name.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <string_view>

using namespace retrain;
using namespace std::chrono_literals;
using detail::backup_name;

TEST_CASE("a copy is named after its instant, to the second, in UTC", "[backup]") {
    constexpr time_point day{std::chrono::sys_days{std::chrono::year{2020} / 3 / 2}};
    CHECK(backup_name::at(day + 14h + 5min + 9s + 999ms).file("risk", "ubj") ==
          "risk_20200302_140509.ubj");
    CHECK(backup_name::at(time_point{-1ns}).stamp == "19691231_235959");
}

TEST_CASE("further copies of one second are counted, and sort by age", "[backup]") {
    backup_name const first{"20200302_140509", 1}, second{"20200302_140509", 2},
        tenth{"20200302_140509", 10}, later{"20200302_140510", 1};
    CHECK(second.file("risk", "ubj") == "risk_20200302_140509_2.ubj");
    CHECK((first < second && second < tenth && tenth < later));
    for (auto const& name : {first, second, tenth, later})
        CHECK(backup_name::parse(name.file("risk", "ubj"), "risk", "ubj") == name);
}

TEST_CASE("what is not a copy of this model is not taken for one", "[backup]") {
    for (std::string_view const file :
         {"", "risk.ubj", "risk_20200302_140509.json", "risk_short_20200302_140509.ubj",
          "risk_20200302_140509_1.ubj", "risk_20200302_140509_02.ubj", "risk_2020030_140509.ubj",
          "risk_20200302-140509.ubj", "risk_20200302_14050x.ubj", "risk_20200302_140509_2.ubj.tmp"}) {
        CAPTURE(file);
        CHECK_FALSE(backup_name::parse(file, "risk", "ubj"));
    }
}
