#include <retrain/detail/printable.hpp>

#include <support/catch.hpp>

#include <set>
#include <string>
#include <string_view>

using namespace retrain::detail;
using namespace std::string_view_literals;

static_assert(decode_utf8("a").length == 1 && decode_utf8("\xc3\xa9").point == 0xe9);
static_assert(decode_utf8("\xe2\x82\xac").point == 0x20ac);
static_assert(decode_utf8("\xf0\x9f\x98\x80").point == 0x1f600);
static_assert(decode_utf8("\x80").length == 0 && decode_utf8("\xc3").length == 0);
static_assert(decode_utf8("\xc0\xaf").length == 0);          // overlong
static_assert(decode_utf8("\xe0\x80\xaf").length == 0);      // overlong
static_assert(decode_utf8("\xed\xa0\x80").length == 0);      // a surrogate
static_assert(decode_utf8("\xf4\x90\x80\x80").length == 0);  // beyond U+10FFFF
static_assert(decode_utf8("\xc3(").length == 0);

TEST_CASE("what can be read stays as it is", "[core]") {
    CHECK(printable("") == "");
    CHECK(printable("log loss 0.9 'quoted' <&>") == "log loss 0.9 'quoted' <&>");
    CHECK(printable("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80") ==
          "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
}

TEST_CASE("what could end a line or move a cursor is escaped", "[core]") {
    CHECK(printable("a\nb\r\n\tc") == "a\\nb\\r\\n\\tc");
    CHECK(printable("\x1b[2J\0\x7f"sv) == "\\x1b[2J\\x00\\x7f");
    CHECK(printable("\xc2\x85\xe2\x80\xa8\xe2\x80\xa9") == "\\u0085\\u2028\\u2029");
    CHECK(printable("\xe2\x80\xae\xe2\x81\xa6") == "\\u202e\\u2066");
}

TEST_CASE("bytes that are not UTF-8 are escaped one by one", "[core]") {
    CHECK(printable("\xff(\xc3") == "\\xff(\\xc3");
    CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");
}

TEST_CASE("no two texts look alike", "[core]") {
    std::set<std::string> seen;
    for (auto const text : {"\n"sv, "\\n"sv, "\\\n"sv, "\\\\n"sv, "\x01"sv, "\\x01"sv, "n"sv})
        CHECK(seen.insert(printable(text)).second);
}
