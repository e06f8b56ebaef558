#include <retrain/core/version_name.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <limits>

using namespace retrain;

static_assert(version_name{7}.number() == 7 && !version_name{7}.alias());
static_assert(version_name{model_alias::champion}.alias() == model_alias::champion);
static_assert(version_name{0} == version_name{model_alias::previous});
static_assert(version_name{1} != version_name{2});

TEST_CASE("a version is named by its number or an alias, and read as it is written", "[core]") {
    for (version_name const which :
         {version_name{1}, version_name{std::numeric_limits<std::uint64_t>::max()},
          version_name{model_alias::champion}, version_name{model_alias::previous},
          version_name{model_alias::challenger}})
        CHECK(parse_version_name(which.text()) == which);
    CHECK(version_name{7}.text() == "7");
    CHECK(version_name{model_alias::previous}.text() == "previous");
    for (auto const* const text : {"", "0", "-1", "+1", " 1", "1 ", "1.0", "0x1", "seven",
                                   "18446744073709551616", "unknown"})
        CHECK_FALSE(parse_version_name(text));
}
