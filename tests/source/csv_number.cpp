#include <retrain/detail/csv_number.hpp>
#include <retrain/detail/csv_number_run.hpp>
#include <retrain/detail/csv_number_ssse3.hpp>

#include <support/catch.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace detail = retrain::detail;
using detail::number_status;

namespace {

std::uint32_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }

/// What the C library makes of it.
float reference(std::string const& text) {
    return static_cast<float>(std::strtod(text.c_str(), nullptr));
}

using reader = detail::number_run (*)(detail::number_run, detail::csv_column const*, float*);

/// The number that a run reads from a cell `text` before a comma.
std::optional<float> run(reader read, std::string const& text) {
    detail::csv_text const file{"before," + text + ",after\n"};
    std::array<detail::csv_column, 2> columns{};
    columns[0].use = columns[1].use = detail::csv_use::number;
    float value = -1;
    char const* const at = file.begin() + 7;
    auto const end = read({at, columns.data()}, columns.data() + 1, &value);
    if (end.column == columns.data()) {
        REQUIRE(end.at == at);
        return std::nullopt;
    }
    REQUIRE(end.at == at + text.size() + 1);
    return value;
}

/// Reads `text` in each way; those that are quick may decline, but never answer something else.
/// Returns how many answered.
int check_number(std::string const& text) {
    INFO(text);
    float const expected = reference(text);
    float value = 0;
    auto const status = detail::read_number(text, value);
    if (std::isinf(expected)) {
        REQUIRE(status == number_status::infinite);
    } else {
        REQUIRE(status == number_status::number);
        REQUIRE(bits(value) == bits(expected));
    }
    int answers = 0;
    auto const compare = [&](std::optional<float> const& answer) {
        if (!answer) return;
        ++answers;
        REQUIRE(bits(*answer) == bits(expected));
    };
    compare(run(&detail::read_number_run, text));
#if defined(__x86_64__)
    if (__builtin_cpu_supports("ssse3")) compare(run(&detail::read_number_run_ssse3, text));
#endif
    return answers;
}

bool is_none(std::string const& text) {
    float value = 0;
    return detail::read_number(text, value) == number_status::none &&
           !run(&detail::read_number_run, text);
}

}  // namespace

TEST_CASE("usual numbers are read in the quick way") {
    for (char const* text :
         {"0", "-0", "1", "-1", "0.5", "-0.25", "5.", ".5", "-.5", "1455.219971", "0.1", "-137.964391",
          "1234567.1234567", "12345678", "123456789012345", "0.9762429492718849", "-13.90283264191243",
          "-0.21428541330478093", "453.1560627234404", "1e5", "1.5e-05", "9.313225746154785e-10",
          "-2.5E+3", "0000000.10", "16777217", "1234567890123456789", "0.12345678901234567",
          "12.3456789012345678", "1.234567890123456789", ".12345678901234567"})
        if (check_number(text) < 1) FAIL_CHECK(text);
}

TEST_CASE("unusual numbers are read exactly all the same") {
    for (char const* text :
         {"1e-400", "-1e-400", "0e999999999999", "1e-45", "7e-46", "1.17549435e-38", "3.4028235e38",
          "3.40282356e38", "3.4028235677973366e38", "-3.4028236e38", "1e39", "1e308", "1e309", "-1e999",
          "0.00000000000000000000000000000000000000000000000000000000000000000000001e80",
          "12345678901234567890123", "1.00000005960464477539062", "1.00000005960464477539063",
          "1.000000059604644775390625", "1.00000017881393432617187499", "8388608.5", "8388609.5",
          "0.000000000000000000000000000000000000000000000000000000000001",
          "179769313486231570000000000000000000000", "1e22", "1e23", "123456789e-30"})
        check_number(text);
    std::string const long_zeros = "0." + std::string(400, '0') + "1";
    check_number(long_zeros);
    check_number(long_zeros + "e401");
    check_number("1" + std::string(400, '0') + "e-395");
    check_number("1" + std::string(400, '0'));
}

TEST_CASE("what is no number is none") {
    for (char const* text : {"", "-", ".", "-.", "+", "abc", "1a", "1.2.3", "--1", "1-", "1e", "1e+",
                             "0x10", "1_000", "1 2", "e5", ".e5", "nan", "1e5.0", "\xEF\xBC\x91", "1\"",
                             "1.5f", "-e"})
        CHECK(is_none(text));
    float value = 0;
    for (char const* text : {"inf", "-inf", "Infinity", "+INF", "-infinity"})
        CHECK(detail::read_number(text, value) == number_status::infinite);
    CHECK(detail::read_number("info", value) == number_status::none);
    CHECK(detail::read_number("1,5", value) == number_status::none);
    CHECK(detail::read_number("+1.5", value) == number_status::number);
    CHECK(value == 1.5f);
}

TEST_CASE("the quick way may not guess between two floats") {
    // 2^53 + 2^29 / 2 rounds differently as a mantissa of 17 digits and as what it stands for.
    static_assert(detail::quick_float(9007199254740992, 0) == 9007199254740992.0f);
    static_assert(detail::quick_float(1, 22) == 1e22f);
    static_assert(!detail::quick_float(1, 23));
    static_assert(detail::quick_float(1, -30) == 1e-30f);
    static_assert(!detail::quick_float(1, -39) && !detail::quick_float(1, -45));
    static_assert(!detail::quick_float(0, -23));
    // (1 + 2^-24) * 10^18 lies in the middle between two floats to within its last digit.
    static_assert(!detail::quick_float(1'000'000'059'604'644'775, -18));
    static_assert(detail::with_sign(0.0f, true) == 0.0f);
    CHECK(std::signbit(detail::with_sign(0.0f, true)));
    static_assert(detail::value_of(0x0807060504030201) == 12345678);
    static_assert(detail::is_huge("1e400") && !detail::is_huge("1e-400"));
    static_assert(detail::is_huge("10000e390") && !detail::is_huge("0.00001e-390"));
}

TEST_CASE("random numbers have the bits that strtod gives") {
    std::mt19937_64 random{20240131};
    auto const pick = [&](int most) { return static_cast<int>(random() % (unsigned(most) + 1)); };
    auto const digits = [&](int count) {
        std::string text;
        while (count-- > 0) text += static_cast<char>('0' + pick(9));
        return text;
    };
    std::size_t quick = 0;
    constexpr int rounds = 40'000;
    for (int i = 0; i < rounds; ++i) {
        char text[64];
        std::string const sign = pick(1) == 0 ? "" : "-";
        // As people write them: some digits, a point, some digits.
        quick += check_number(sign + digits(1 + pick(8)) + "." + digits(pick(10))) > 0;
        check_number(sign + digits(1 + pick(19)) + "." + digits(pick(19)));
        check_number(sign + digits(1 + pick(5)) + "e" + (pick(1) ? "-" : "") + digits(1 + pick(2)));
        check_number(sign + digits(1) + "." + digits(12 + pick(6)) + "e-" + std::to_string(pick(50)));
        // As programs write them: all digits of a double, of any size and of about 1.
        double const any = std::bit_cast<double>(random());
        if (std::isfinite(any)) {
            std::snprintf(text, sizeof text, "%.17g", any);
            check_number(text);
        }
        double const small = std::ldexp(static_cast<double>(random() >> 11), -53 - pick(8) + pick(16));
        std::snprintf(text, sizeof text, "%.*g", 15 + pick(2), small);
        check_number(sign + text);
        // The middle between two floats and its neighbours: the hardest to round.
        float const lower = std::bit_cast<float>(static_cast<std::uint32_t>(random() % 0x7F000000));
        double const middle =
            (static_cast<double>(lower) +
             static_cast<double>(std::nextafter(lower, std::numeric_limits<float>::max()))) / 2;
        std::snprintf(text, sizeof text, "%.*g", 14 + pick(6), middle);
        check_number(text);
        std::snprintf(text, sizeof text, "%.30f", middle);
        if (std::abs(middle) < 1e9) check_number(text);
    }
    CHECK(quick == rounds);  // or the benchmarks measure something else
}
