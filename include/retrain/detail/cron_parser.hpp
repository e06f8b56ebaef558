#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/detail/cron_fields.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace retrain::detail {

/// What can be wrong with a cron expression.
enum class cron_mistake { none, fields, value, range, step, date };

/// What an expression says, or the first mistake in it and which characters make it.
struct cron_reading {
    cron_fields fields{};
    cron_mistake mistake = cron_mistake::none;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The numbers that a field may have, and the names of some of them, three letters each.
struct cron_bounds {
    unsigned least;
    unsigned most;
    std::string_view names{};
    unsigned named_from = 0;
};
inline constexpr std::array<cron_bounds, 5> cron_field_bounds{
    {{0, 59},
     {0, 23},
     {1, 31},
     {1, 12, "janfebmaraprmayjunjulaugsepoctnovdec", 1},
     {0, 7, "sunmontuewedthufrisat", 0}}};

/// Reads the classic five fields: minute, hour, day of the month, month, weekday.
class cron_parser {
   public:
    constexpr explicit cron_parser(std::string_view expression) noexcept : whole_{expression} {}

    [[nodiscard]] constexpr cron_reading read() noexcept {
        auto& fields = reading_.fields;
        std::array<small_set*, 5> const sets{&fields.minutes, &fields.hours, &fields.days,
                                             &fields.months, &fields.weekdays};
        std::array<std::string_view, 5> texts{};
        std::string_view rest = skip_blanks(whole_);
        for (auto& text : texts) {
            text = cut(rest, " \t");
            if (text.empty()) return refuse(cron_mistake::fields, rest);
            rest = skip_blanks(rest);
        }
        if (!rest.empty()) return refuse(cron_mistake::fields, rest);

        for (std::size_t field = 0; field < texts.size(); ++field)
            if (!read_list(texts[field], cron_field_bounds[field], *sets[field])) return reading_;
        if (fields.weekdays.has(7)) fields.weekdays.add(0);
        fields.days_open = texts[2].starts_with('*');
        fields.weekdays_open = texts[4].starts_with('*');
        if (!fields.possible()) return refuse(cron_mistake::date, texts[2]);
        return reading_;
    }

   private:
    /// Cuts off what stands before the first of `ends`, which stays.
    [[nodiscard]] static constexpr std::string_view cut(std::string_view& rest,
                                                        std::string_view ends) noexcept {
        auto const text = rest.substr(0, rest.find_first_of(ends));
        rest.remove_prefix(text.size());
        return text;
    }
    [[nodiscard]] static constexpr std::string_view skip_blanks(std::string_view text) noexcept {
        while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
        return text;
    }

    constexpr cron_reading const& refuse(cron_mistake mistake, std::string_view at) noexcept {
        reading_.mistake = mistake;
        reading_.begin = static_cast<std::size_t>(at.data() - whole_.data());
        reading_.end = reading_.begin + at.size();
        return reading_;
    }

    /// One or more elements with commas between them.
    constexpr bool read_list(std::string_view text, cron_bounds bounds, small_set& set) noexcept {
        while (true) {
            if (!read_element(cut(text, ","), bounds, set)) return false;
            if (text.empty()) return true;
            text.remove_prefix(1);
        }
    }

    /// `*`, a value or a range; but for the value, perhaps with a step.
    constexpr bool read_element(std::string_view element, cron_bounds bounds,
                                small_set& set) noexcept {
        std::string_view step = element;
        std::string_view const span = cut(step, "/");
        unsigned first = bounds.least;
        unsigned last = bounds.most == 7 ? 6 : bounds.most;  // `*` has every weekday once
        bool many = true;
        if (span != "*") {
            std::string_view upper = span;
            std::string_view const lower = cut(upper, "-");
            many = !upper.empty();
            auto const from = read_value(lower, bounds);
            if (!from) return false;
            auto const to = many ? read_value(upper.substr(1), bounds) : from;
            if (!to) return false;
            if (*to < *from) {
                refuse(cron_mistake::range, span);
                return false;
            }
            first = *from;
            last = *to;
        }
        unsigned by = 1;
        if (!step.empty()) {
            auto const number = read_number(step.substr(1));
            if (!many || !number || *number == 0 || *number > bounds.most) {
                refuse(cron_mistake::step, many ? step : element);
                return false;
            }
            by = *number;
        }
        for (unsigned number = first; number <= last; number += by) set.add(number);
        return true;
    }

    /// A number or a name within the bounds.
    constexpr std::optional<unsigned> read_value(std::string_view text,
                                                 cron_bounds bounds) noexcept {
        auto const number = read_number(text);
        if (number && *number >= bounds.least && *number <= bounds.most) return number;
        for (std::size_t place = 0; place < bounds.names.size() / 3; ++place)
            if (same_letters(text, bounds.names.substr(3 * place, 3)))
                return bounds.named_from + static_cast<unsigned>(place);
        refuse(cron_mistake::value, text);
        return std::nullopt;
    }

    [[nodiscard]] static constexpr bool same_letters(std::string_view text,
                                                     std::string_view name) noexcept {
        if (text.size() != name.size()) return false;
        for (std::size_t place = 0; place < name.size(); ++place)
            if (text[place] != name[place] && text[place] != name[place] - 'a' + 'A') return false;
        return true;
    }

    /// One or two digits.
    [[nodiscard]] static constexpr std::optional<unsigned> read_number(
        std::string_view text) noexcept {
        if (text.empty() || text.size() > 2) return std::nullopt;
        unsigned number = 0;
        for (char const digit : text) {
            if (digit < '0' || digit > '9') return std::nullopt;
            number = number * 10 + static_cast<unsigned>(digit - '0');
        }
        return number;
    }

    std::string_view whole_;
    cron_reading reading_{};
};

/// The characters between `begin` and `end` stand out: "0 >>25<< * * *".
template <std::size_t Size>
[[nodiscard]] consteval fixed_string<Size + 4> point_out(fixed_string<Size> const& expression,
                                                         std::size_t begin, std::size_t end) {
    char text[Size + 4]{};
    std::size_t length = 0;
    for (std::size_t place = 0; place < Size; ++place) {
        for (int arrow = 0; arrow < 2 && place == begin; ++arrow) text[length++] = '>';
        for (int arrow = 0; arrow < 2 && place == end; ++arrow) text[length++] = '<';
        text[length++] = expression.characters[place];
    }
    return text;
}

}  // namespace retrain::detail
