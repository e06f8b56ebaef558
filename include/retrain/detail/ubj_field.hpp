#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/printable.hpp>
#include <retrain/detail/ubj_value.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace retrain::detail {

/// Numbers of one type as they stand in a document, big-endian.
template <class T>
class packed_numbers {
   public:
    explicit packed_numbers(std::span<std::byte const> bytes) noexcept : bytes_{bytes} {}

    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() / sizeof(T); }
    [[nodiscard]] T operator[](std::size_t index) const noexcept {
        auto const bits = big_endian<sizeof(T)>(bytes_.data() + index * sizeof(T));
        if constexpr (std::floating_point<T>)
            return std::bit_cast<T>(static_cast<std::uint32_t>(bits));
        else
            return static_cast<T>(bits);
    }

   private:
    std::span<std::byte const> bytes_;
};

/// A value of a model's document and the way to it. Each reader throws `error` (`corrupt_model`)
/// naming that way where the value is another.
class ubj_field {
   public:
    ubj_field(ubj_value const& value, std::string way) : value_{&value}, way_{std::move(way)} {}

    [[nodiscard]] ubj_field operator[](std::string_view member) const {
        auto const* const found = value_->find(member);
        if (found == nullptr) refuse("has no member '" + std::string{member} + "'");
        return {*found, way_ + (way_.empty() ? "" : ".") + printable(member)};
    }
    [[nodiscard]] bool has(std::string_view member) const noexcept {
        return value_->find(member) != nullptr;
    }

    /// It is an object with no members but these.
    void has_only(std::initializer_list<std::string_view> members) const {
        expect(ubj_value::kind::object, "an object");
        for (auto const& name : value_->names)
            if (std::ranges::find(members, name) == members.end())
                refuse("has the member '" + printable(name.substr(0, 48)) +
                       "', which XGBoost 1.7 to 3.0 do not write");
    }
    /// `visit(element)` for each element of a list, or each member of an object.
    template <class Visit>
    void each(ubj_value::kind is, Visit const& visit) const {
        expect(is, is == ubj_value::kind::list ? "a list" : "an object");
        for (std::size_t i = 0; i < value_->values.size(); ++i)
            visit(ubj_field{value_->values[i], way_ + "[" + std::to_string(i) + "]"}, i);
    }
    [[nodiscard]] std::size_t size() const noexcept { return value_->values.size(); }

    [[nodiscard]] std::string_view text() const {
        expect(ubj_value::kind::text, "a text");
        return value_->text;
    }
    [[nodiscard]] std::int64_t integer() const {
        expect(ubj_value::kind::integer, "a whole number");
        return value_->integer;
    }
    /// A whole number from `least` to `most`, as a text.
    [[nodiscard]] std::size_t count(std::size_t least, std::size_t most) const {
        auto const digits = text();
        std::size_t number = 0;
        auto const [end, failed] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (failed != std::errc{} || end != digits.data() + digits.size() || number < least ||
            number > most)
            refuse("is '" + printable(digits.substr(0, 48)) + "', no whole number from " +
                   std::to_string(least) + " to " + std::to_string(most));
        return number;
    }
    /// A finite number, as a text.
    [[nodiscard]] double finite() const {
        auto const digits = text();
        double number = 0;
        auto const [end, failed] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (failed != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number))
            refuse("is '" + printable(digits.substr(0, 48)) + "', no finite number");
        return number;
    }
    /// Exactly `size` numbers of the type `T`.
    template <class T>
    [[nodiscard]] packed_numbers<T> numbers(std::size_t size) const {
        constexpr char type = std::same_as<T, float>          ? 'd'
                              : std::same_as<T, std::int32_t> ? 'l'
                              : std::same_as<T, std::int64_t> ? 'L'
                                                              : 'U';
        expect(ubj_value::kind::numbers, "a list of numbers");
        packed_numbers<T> const list{value_->packed};
        if (value_->type != type) refuse("has numbers of another type");
        if (list.size() != size)
            refuse("has " + std::to_string(list.size()) + " numbers where there must be " +
                   std::to_string(size));
        return list;
    }

    [[noreturn]] void refuse(std::string const& what) const {
        throw error{failure_reason::corrupt_model,
                    "can't import the model: " + (way_.empty() ? "it" : way_) + " " + what};
    }

   private:
    void expect(ubj_value::kind is, char const* what) const {
        if (value_->is != is) refuse(std::string{"is not "} + what);
    }

    ubj_value const* value_;
    std::string way_;
};

}  // namespace retrain::detail
