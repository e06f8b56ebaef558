#pragma once

#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_number.hpp>
#include <retrain/detail/csv_number_run.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <tmmintrin.h>

namespace retrain::detail {

/// For a number of `end` characters with its point at `point`, or with none at `end`: which of 16
/// characters go where so that the digits stand at the end and zeros before them.
struct digit_order {
    std::array<std::uint8_t, 16> from;
};
inline constexpr auto digit_orders = [] {
    std::array<std::array<digit_order, 16>, 16> orders{};
    for (std::size_t end = 0; end < 16; ++end) {
        for (std::size_t point = 0; point < 16; ++point) {
            auto& from = orders[end][point].from;
            from.fill(0x80);
            std::size_t to = 16;
            for (std::size_t i = end; i-- > 0;)
                if (i != point) from[--to] = static_cast<std::uint8_t>(i);
        }
    }
    return orders;
}();

/// The number that 16 digits write, given as values 0 to 9, the most significant first.
[[nodiscard, gnu::target("ssse3"), gnu::always_inline]] inline std::uint64_t value_of(
    __m128i digits) noexcept {
    __m128i const pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
    __m128i const fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
    __m128i const eights =
        _mm_madd_epi16(_mm_packs_epi32(fours, fours), _mm_set1_epi32(0x00012710));
    auto const halves = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
    return (halves & 0xFFFFFFFF) * 100'000'000 + (halves >> 32);
}

/// What 16 characters are: bit i of each mask is for the character i.
struct characters_found {
    std::uint32_t commas;
    std::uint32_t digits;
    std::uint32_t points;
};
[[nodiscard]] inline characters_found find_characters(__m128i text) noexcept {
    auto const mask = [](__m128i found) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
    };
    __m128i const values = _mm_sub_epi8(text, _mm_set1_epi8('0'));
    return {mask(_mm_cmpeq_epi8(text, _mm_set1_epi8(','))),
            mask(_mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values)),
            mask(_mm_cmpeq_epi8(text, _mm_set1_epi8('.')))};
}

/// The parts of a cell that ends at a comma, as places in it.
struct number_parts {
    bool plain = false;     ///< it is a sign at will, digits and at most one point among them
    bool negative = false;
    bool has_point = false;
    unsigned end = 0;
    unsigned point = 0;     ///< where there is none: `end`
};
[[nodiscard]] inline number_parts find_parts(char first, characters_found found) noexcept {
    std::uint32_t const before = (found.commas - 1) & ~found.commas;  // of the first comma
    std::uint32_t const digits = found.digits & before;
    std::uint32_t const points = found.points & before;
    number_parts parts;
    parts.negative = first == '-';
    parts.has_point = points != 0;
    parts.end = static_cast<unsigned>(std::countr_zero(found.commas));
    parts.point = static_cast<unsigned>(std::countr_zero(points | found.commas));
    parts.plain = found.commas != 0 && digits != 0 &&
                  (points & (points - 1)) == 0 &&
                  (digits | points | static_cast<std::uint32_t>(parts.negative)) == before;
    return parts;
}

/// `read_number_run` with instructions that x86 processors since 2006 have. Where the next cell begins depends
/// on the first comma alone, so that the processor converts several numbers at a time, and how long
/// the parts of a number are decides no branch.
[[nodiscard, gnu::target("ssse3")]] inline number_run read_number_run_ssse3(
    number_run run, csv_column const* last, float* values) noexcept {
    __m128i const places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m128i const zeros = _mm_set1_epi8('0');
    auto const load = [](char const* from) {
        return _mm_loadu_si128(reinterpret_cast<__m128i const*>(from));
    };
    for (; run.column != last && run.column->use == csv_use::number; ++run.column) {
        char const* const from = run.at;
        __m128i const text = load(from);
        characters_found const found = find_characters(text);
        float& value = values[run.column->index];
        if (number_parts const parts = find_parts(*from, found); parts.plain) {
            // Short, as people write numbers.
            __m128i const order = _mm_loadu_si128(reinterpret_cast<__m128i const*>(
                digit_orders[parts.end][parts.point].from.data()));
            __m128i const digits = _mm_subs_epu8(text, zeros);  // a minus becomes 0
            std::uint64_t const mantissa = value_of(_mm_shuffle_epi8(digits, order));
            unsigned const fraction = parts.end - parts.point - parts.has_point;
            value = with_sign(
                static_cast<float>(static_cast<double>(static_cast<std::int64_t>(mantissa)) /
                                   exact_powers_of_ten[fraction]),
                parts.negative);
            run.at = from + parts.end + 1;
            continue;
        }
        if (found.commas == 0) {
            // Long, as programs write all digits of a double: at most 18 of them.
            characters_found const more = find_characters(load(from + 16));
            number_parts const parts =
                find_parts(*from, {more.commas << 16, found.digits | more.digits << 16,
                                   found.points | more.points << 16});
            unsigned const count = parts.end - parts.negative - parts.has_point;
            char const* const first = from + parts.negative;
            if (parts.plain && count <= 18 && *first != '.') {
                // The last 16 digits: what stands before the point moves up by one place.
                char const* const tail = from + parts.end - 16;
                __m128i const after_point = _mm_cmpgt_epi8(
                    places, _mm_set1_epi8(static_cast<char>(
                                parts.has_point ? static_cast<int>(parts.point + 16 - parts.end)
                                                : -1)));
                __m128i const is_number =
                    _mm_cmpgt_epi8(places, _mm_set1_epi8(static_cast<char>(15 - static_cast<int>(count))));
                __m128i const joined =
                    _mm_or_si128(_mm_and_si128(after_point, load(tail)),
                                 _mm_andnot_si128(after_point, load(tail - 1)));
                std::uint64_t const low =
                    value_of(_mm_and_si128(is_number, _mm_sub_epi8(joined, zeros)));
                // The one or two digits before them.
                bool const point_second = parts.point == parts.negative + 1u;
                auto const one = static_cast<std::uint64_t>(first[0] - '0');
                auto const two = static_cast<std::uint64_t>(first[1 + point_second] - '0');
                std::uint64_t const high = count == 18 ? one * 10 + two : count == 17 ? one : 0;
                auto const exponent = -static_cast<int>(parts.end - parts.point - parts.has_point);
                if (auto const quick = quick_float(high * 10'000'000'000'000'000 + low, exponent)) {
                    value = with_sign(*quick, parts.negative);
                    run.at = from + parts.end + 1;
                    continue;
                }
            }
        }
        quick_number const number = read_quick_number(from);
        if (number.end == nullptr || *number.end != ',') break;
        value = number.value;
        run.at = number.end + 1;
    }
    return run;
}

}  // namespace retrain::detail

#endif
