#include <quickstart/console.hpp>

#include <support/catch.hpp>

#include <string>

using namespace quickstart;

TEST_CASE("a long text stands below itself, within 100 columns", "[quickstart]") {
    std::string text;
    for (int i = 0; i < 24; ++i) text += "ninechars ";
    auto const lines = wrapped("  ok  ", text);
    // 6 + 9 words of 9 and 8 blanks between them = 95; a tenth would need 105
    auto const end = lines.find('\n');
    REQUIRE(end == 95);
    REQUIRE(lines.substr(0, 16) == "  ok  ninechars ");
    REQUIRE(lines.substr(end + 1, 16) == "      ninechars ");
    REQUIRE(lines.back() == '\n');
}

TEST_CASE("a word that fits no line has one for itself", "[quickstart]") {
    std::string const word(120, 'x');
    REQUIRE(wrapped("- ", "a " + word + " b") == "- a\n  " + word + "\n  b\n");
    REQUIRE(wrapped("- ", word) == "- " + word + "\n");
    REQUIRE(wrapped("- ", "") == "- \n");
}

TEST_CASE("claims are counted", "[quickstart]") {
    console out{true};
    out.check(true, "this holds");
    REQUIRE(out.checks() == 1);
    REQUIRE(out.failures() == 0);
    out.check(false, "this does not, and the test expects this line");
    REQUIRE(out.checks() == 2);
    REQUIRE(out.failures() == 1);
}
