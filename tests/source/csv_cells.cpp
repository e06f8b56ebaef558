#include <retrain/detail/csv_cells.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

namespace detail = retrain::detail;

namespace {

/// The cells of the first row.
std::vector<std::string> cells(std::string const& file) {
    detail::csv_text const text{file};
    detail::csv_scanner scan{"a.csv", text};
    std::vector<std::string> found;
    for (char const* at = text.begin();; ++at) {
        auto const cell = scan.cell(at);
        found.emplace_back(cell.text);
        at = cell.end;
        if (*at != ',') return found;
    }
}
using row = std::vector<std::string>;

std::string canonical(std::string const& file) {
    detail::csv_text const text{file};
    detail::csv_scanner scan{"a.csv", text};
    std::string made;
    detail::append_canonical_row(scan, text.begin(), made);
    return made;
}

std::string complete(std::string const& text) {
    return text.substr(0, detail::end_of_complete_rows(text));
}

}  // namespace

TEST_CASE("a row is taken apart as RFC 4180 has it") {
    CHECK(cells("a,b\nc") == row{"a", "b"});
    CHECK(cells("a,b\r\nc") == row{"a", "b"});
    CHECK(cells("a,b") == row{"a", "b"});
    CHECK(cells("a,b\r") == row{"a", "b"});
    CHECK(cells(",") == row{"", ""});
    CHECK(cells("\"a,b\",\"c\nd\",\"e\r\nf\"\n") == row{"a,b", "c\nd", "e\r\nf"});
    CHECK(cells("\"say \"\"no\"\"\",\"\"\"\",\"\"\n") == row{"say \"no\"", "\"", ""});
    CHECK(cells("\"a\",b") == row{"a", "b"});
    CHECK(cells(" a ,\tb") == row{" a ", "\tb"});
    CHECK(cells(std::string("a\0b,c", 5)) == row{std::string("a\0b", 3), "c"});
}

TEST_CASE("what is no CSV is refused with its line") {
    auto const refusal = [](std::string const& text) -> std::string {
        try {
            (void)cells(text);
        } catch (retrain::error const& refused) {
            CHECK(refused.why() == retrain::failure_reason::bad_data);
            return refused.what();
        }
        return "nothing";
    };
    CHECK_THAT(refusal("a,b\"c\n"), ContainsSubstring("a.csv:1: a quote within a cell"));
    CHECK_THAT(refusal("a, \"b\"\n"), ContainsSubstring("a.csv:1: a quote within a cell"));
    CHECK_THAT(refusal("\"a\nb\",\"c\"d\n"), ContainsSubstring("a.csv:2: text after the quote"));
    CHECK_THAT(refusal("\"a\nb\",\"c\n\n"), ContainsSubstring("a.csv:2: a quote that is never closed"));
    CHECK_THAT(refusal("\""), ContainsSubstring("never closed"));
    CHECK_THAT(refusal("\"\"\""), ContainsSubstring("never closed"));
    CHECK_THAT(refusal("a\rb\n"), ContainsSubstring("a carriage return without a newline"));
}

TEST_CASE("the canonical row has quotes only where they are needed") {
    CHECK(canonical("a,\"b\",\"\",c\r\n") == "a,b,,c");
    CHECK(canonical("\"a,b\",\"c\"\"d\",\"e\nf\"\n") == "\"a,b\",\"c\"\"d\",\"e\nf\"");
    CHECK(canonical("\"a\",\"b\"") != canonical("\"a,b\",\"\""));
}

TEST_CASE("complete rows end at a newline outside of quotes") {
    CHECK(complete("a,b\n1,2\n3,4") == "a,b\n1,2\n");
    CHECK(complete("a,b\n1,2\n") == "a,b\n1,2\n");
    CHECK(complete("a,b").empty());
    CHECK(complete("").empty());
    CHECK(complete("a\n\"b\nc") == "a\n");
    CHECK(complete("a\n\"b\nc\"") == "a\n");
    CHECK(complete("a\n\"b\nc\"\nd") == "a\n\"b\nc\"\n");
    CHECK(complete("a\nb\"c\nd,\"") == "a\nb\"c\n");  // it opens nothing: the row is refused
    CHECK(complete("\xEF\xBB\xBF\"a\nb\"\nc\n\"d\n") == "\xEF\xBB\xBF\"a\nb\"\nc\n");
    CHECK(complete("a\n\"b\"\"\n\"\nd") == "a\n\"b\"\"\n\"\n");
}

TEST_CASE("messages hold no more than a person wants to see, and no control characters") {
    CHECK(detail::in_quotes("abc") == "'abc'");
    CHECK(detail::in_quotes("a\nb\x1b[0m") == "'a\\nb\\x1b[0m'");
    CHECK(detail::in_quotes("\xff") == "'\\xff'");
    CHECK(detail::in_quotes(std::string(48, 'x')) == "'" + std::string(48, 'x') + "'");
    CHECK(detail::in_quotes(std::string(49, 'x')) == "'" + std::string(48, 'x') + "...'");
    // A character that the end would cut in two is left out.
    CHECK(detail::in_quotes(std::string(47, 'x') + "\u00e9y") == "'" + std::string(47, 'x') + "...'");
    static_assert(detail::is_plain_text("gr\u00fc\u00dfe") && !detail::is_plain_text("a\tb"));
    static_assert(!detail::is_plain_text("\xff") && detail::is_plain_text(""));
    static_assert(detail::trimmed(" \t a b\t ") == "a b" && detail::trimmed("  ").empty());
    static_assert(detail::equals_ignoring_case("TrUe", "true"));
    static_assert(!detail::equals_ignoring_case("tru", "true"));
}
