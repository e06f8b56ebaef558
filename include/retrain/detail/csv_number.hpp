#pragma once

#include <retrain/detail/csv_text.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Decimal text to `float`, to the last bit what `(float)strtod(text)` gives in the C locale.
namespace retrain::detail {

inline constexpr std::array<double, 23> exact_powers_of_ten{
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

inline constexpr std::array<std::uint64_t, 8> whole_powers_of_ten{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};

/// `mantissa * 10^exponent` as `float`, or nothing where this quick way can't tell the last bit.
/// A mantissa below 2^53 and a power up to 10^22 are exact as `double`, so that one operation rounds
/// correctly (Clinger 1990). Otherwise at most three roundings err by less than 4 units of the
/// `double`'s last place together. That can't change the `float` unless the `double` lies so close to
/// the middle between two floats, where its lowest 29 bits are 2^28.
[[nodiscard]] constexpr std::optional<float> quick_float(std::uint64_t mantissa,
                                                         int exponent) noexcept {
    auto value = static_cast<double>(mantissa);
    bool exact = mantissa >> 53 == 0;
    if (exponent < -22) {
        value /= 1e22;
        exponent += 22;
        exact = false;
    }
    if (exponent < -22 || exponent > 22) return std::nullopt;
    if (exponent < 0)
        value /= exact_powers_of_ten[static_cast<std::size_t>(-exponent)];
    else if (exponent > 0)
        value *= exact_powers_of_ten[static_cast<std::size_t>(exponent)];
    std::uint64_t const low = std::bit_cast<std::uint64_t>(value) & ((1u << 29) - 1);
    bool const near_middle = low - ((1u << 28) - 4) <= 8;
    constexpr double smallest = 1.2e-38;  // below, floats have fewer bits
    if ((near_middle || value < smallest) && !exact) return std::nullopt;
    if (value > 3.4e38) return std::nullopt;
    return static_cast<float>(value);
}

/// Bit i is set where `from[i]` is no digit, for 32 characters.
[[nodiscard]] inline std::uint32_t non_digits(char const* from) noexcept {
#if defined(__SSE2__)
    auto const half = [](char const* at) {
        __m128i const values = _mm_sub_epi8(_mm_loadu_si128(reinterpret_cast<__m128i const*>(at)),
                                            _mm_set1_epi8('0'));
        __m128i const digits = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
        return static_cast<std::uint32_t>(_mm_movemask_epi8(digits));
    };
    return ~(half(from) | half(from + 16) << 16);
#else
    std::uint32_t mask = 0;
    for (unsigned i = 0; i < 32; ++i)
        mask |= std::uint32_t{static_cast<unsigned char>(from[i] - '0') > 9} << i;
    return mask;
#endif
}

/// Eight digits as one word, the first in its lowest byte.
[[nodiscard]] inline std::uint64_t eight_digits(char const* from) noexcept {
    std::uint64_t word = 0;
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(&word, from, 8);
    } else {
        for (int i = 0; i < 8; ++i)
            word |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
    }
    return word ^ 0x3030303030303030;
}

/// The number that eight digits write: neighbours are joined to pairs, pairs to fours, these to it.
[[nodiscard]] constexpr std::uint64_t value_of(std::uint64_t digits) noexcept {
    digits = digits * 10 + (digits >> 8);
    constexpr std::uint64_t mask = 0x000000FF000000FF;
    return ((digits & mask) * (100 + (1'000'000ULL << 32)) +
            ((digits >> 16) & mask) * (1 + (10'000ULL << 32))) >> 32;
}

/// The number that the first `count` characters at `from` write, 0 to 7 digits.
[[nodiscard]] inline std::uint64_t few_digits(char const* from, unsigned count) noexcept {
    return value_of(eight_digits(from) << 8 << (56 - 8 * count));
}

/// Where a number ends, or `nullptr` where the text is no number that this reads.
struct quick_number {
    char const* end = nullptr;
    float value = 0;
};

/// `value` with a minus where `negative`. Signs come at random: a branch would cost more.
[[nodiscard]] constexpr float with_sign(float value, bool negative) noexcept {
    auto const sign = static_cast<std::uint32_t>(negative) << 31;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) | sign);
}

/// Reads a number of `whole` digits, and if `fraction` is not 0 a point and that many digits, with
/// or without an exponent. There may be 19 digits.
[[nodiscard, gnu::noinline]] inline quick_number read_long_number(char const* from, bool negative, unsigned whole,
                                                   unsigned fraction) noexcept {
    if (whole + fraction - 1 >= 19) return {};
    std::uint64_t mantissa = 0;
    auto const append = [&](char const* digits, unsigned count) {
        for (; count > 7; count -= 8, digits += 8)
            mantissa = mantissa * 100'000'000 + value_of(eight_digits(digits));
        mantissa = mantissa * whole_powers_of_ten[count] + few_digits(digits, count);
    };
    append(from, whole);
    char const* at = from + whole;
    if (*at == '.') {
        append(at + 1, fraction);
        at += 1 + fraction;
    }
    auto exponent = -static_cast<int>(fraction);
    if (*at == 'e' || *at == 'E') {
        ++at;
        bool const small = *at == '-';
        if (small || *at == '+') ++at;
        std::uint32_t const others = non_digits(at);
        auto const count = static_cast<unsigned>(std::countr_zero(others));
        if (count == 0 || count > 7) return {};
        auto const shift = static_cast<int>(few_digits(at, count));
        exponent += small ? -shift : shift;
        at += count;
    }
    auto const value = quick_float(mantissa, exponent);
    if (!value) return {};
    return {at, with_sign(*value, negative)};
}

/// Reads a decimal number that begins at `from`; 64 bytes are readable from there. The caller looks
/// whether the cell ends where the number does.
[[nodiscard, gnu::always_inline]] inline quick_number read_quick_number(char const* from) noexcept {
    bool const negative = *from == '-';
    from += negative;
    std::uint32_t const others = non_digits(from);
    std::uint32_t const later = others & (others - 1);
    if (later == 0) return {};
    auto const whole = static_cast<unsigned>(std::countr_zero(others));
    auto const next = static_cast<unsigned>(std::countr_zero(later));
    bool const point = from[whole] == '.';
    unsigned const fraction = point ? next - whole - 1 : 0;
    char const* const end = from + (point ? next : whole);
    if (whole - 1 >= 7 || fraction > 7 || *end == 'e' || *end == 'E')
        return read_long_number(from, negative, whole, fraction);
    std::uint64_t const mantissa =
        few_digits(from, whole) * whole_powers_of_ten[fraction] + few_digits(from + whole + 1, fraction);
    auto const value = static_cast<float>(static_cast<double>(static_cast<std::int64_t>(mantissa)) /
                                          exact_powers_of_ten[fraction]);
    return {end, with_sign(value, negative)};
}

/// Whether the decimal number `text`, which is too large or too small for a `double`, is too large.
[[nodiscard]] constexpr bool is_huge(std::string_view text) noexcept {
    long long magnitude = 0;  // of the first digit that is not 0
    bool found = false;
    bool fraction = false;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
        if (text[i] == '.') {
            fraction = true;
        } else {
            found = found || text[i] != '0';
            if (found && !fraction) ++magnitude;
            if (!found && fraction) --magnitude;
        }
    }
    if (i == text.size()) return magnitude > 0;
    bool const negative = text[++i] == '-';
    if (negative || text[i] == '+') ++i;
    long long power = 0;
    for (; i < text.size() && power < 1'000'000'000'000; ++i) power = power * 10 + (text[i] - '0');
    return (negative ? -power : power) + magnitude > 0;
}

enum class number_status { number, infinite, none };

/// Reads all of `text`, a sign, digits with or without a point, and an exponent at will, into
/// `value`. `infinite` where a `float` can't hold it, also where it spells an infinity.
[[nodiscard]] inline number_status read_number(std::string_view text, float& value) noexcept {
    bool const negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
    if (text.empty()) return number_status::none;
    double exact = 0;
    if (text[0] != '.' && (text[0] < '0' || text[0] > '9')) {
        bool const infinite =
            equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity");
        return infinite ? number_status::infinite : number_status::none;
    }
    auto const [end, why] = std::from_chars(text.data(), text.data() + text.size(), exact);
    if (end != text.data() + text.size()) return number_status::none;
    if (why == std::errc::result_out_of_range) {
        if (is_huge(text)) return number_status::infinite;
        exact = 0;
    } else if (why != std::errc{}) {
        return number_status::none;
    }
    constexpr double too_large = 0x1.ffffffp127;  // the middle between the largest float and 2^128
    if (exact >= too_large) return number_status::infinite;
    value = static_cast<float>(negative ? -exact : exact);
    return number_status::number;
}

}  // namespace retrain::detail
