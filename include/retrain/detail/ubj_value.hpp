#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// One value of a document in Universal Binary JSON. Texts and numbers stay where they are: it is
/// valid while the bytes are.
struct ubj_value {
    enum class kind : unsigned char { integer, number, text, list, numbers, object };

    kind is = kind::integer;
    char type = '\0';  ///< of `numbers`: 'd', 'l', 'L' or 'U', as in the file
    std::int64_t integer = 0;
    float number = 0;
    std::string_view text{};
    std::span<std::byte const> packed{};    ///< of `numbers`, big-endian
    std::vector<std::string_view> names{};  ///< of an object's members, each once
    std::vector<ubj_value> values{};        ///< of an object's members, or a list's elements

    [[nodiscard]] ubj_value const* find(std::string_view member) const noexcept {
        auto const found = std::ranges::find(names, member);
        return found == names.end() ? nullptr
                                    : &values[static_cast<std::size_t>(found - names.begin())];
    }
};

/// `Size` bytes at `at`, big-endian.
template <std::size_t Size>
[[nodiscard]] constexpr std::uint64_t big_endian(std::byte const* at) noexcept {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < Size; ++i) number = number << 8 | static_cast<unsigned char>(at[i]);
    return number;
}

/// Reads the part of Universal Binary JSON that XGBoost writes, and no other: counts are 64 bits
/// wide, lists tell their lengths, objects do not, and none has a member twice. So there is one way
/// to read a document, and another reader sees the same.
class ubj_reader {
   public:
    explicit ubj_reader(std::span<std::byte const> bytes) noexcept
        : rest_{bytes}, values_left_{bytes.size() / 8 + 16} {}

    /// The whole document, an object nested at most 16 deep; nothing where the bytes are another.
    /// The memory it takes is at most some 20 times that of the bytes.
    [[nodiscard]] std::optional<ubj_value> read() {
        ubj_value document;
        if (!starts_with('{') || !value(document, 16) || !rest_.empty()) return std::nullopt;
        return document;
    }

   private:
    [[nodiscard]] bool starts_with(char c) const noexcept {
        return !rest_.empty() && rest_.front() == static_cast<std::byte>(c);
    }
    bool take(char c) noexcept {
        if (!starts_with(c)) return false;
        rest_ = rest_.subspan(1);
        return true;
    }
    bool take(std::uint64_t count, std::span<std::byte const>& bytes) noexcept {
        if (count > rest_.size()) return false;
        bytes = rest_.first(static_cast<std::size_t>(count));
        rest_ = rest_.subspan(bytes.size());
        return true;
    }
    template <std::size_t Size>
    bool take(std::uint64_t& number) noexcept {
        std::span<std::byte const> bytes;
        if (!take(Size, bytes)) return false;
        number = big_endian<Size>(bytes.data());
        return true;
    }
    bool count(std::uint64_t& number) noexcept { return take('L') && take<8>(number); }
    bool text(std::string_view& text) noexcept {
        std::uint64_t length = 0;
        std::span<std::byte const> bytes;
        if (!count(length) || !take(length, bytes)) return false;
        text = {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
        return true;
    }

    template <class Signed, std::size_t Size = sizeof(Signed)>
    bool integer(ubj_value& value) noexcept {
        std::uint64_t number = 0;
        if (!take<Size>(number)) return false;
        value.integer = static_cast<Signed>(number);
        return true;
    }

    /// Most values are members, whose names and lengths alone take 9 bytes.
    bool value(ubj_value& value, int depth) {
        if (rest_.empty() || values_left_ == 0) return false;
        --values_left_;
        char const type = static_cast<char>(rest_.front());
        rest_ = rest_.subspan(1);
        switch (type) {
            case 'U':
                return integer<std::uint8_t>(value);
            case 'i':
                return integer<std::int8_t>(value);
            case 'I':
                return integer<std::int16_t>(value);
            case 'l':
                return integer<std::int32_t>(value);
            case 'L':
                return integer<std::int64_t>(value);
            case 'd': {
                value.is = ubj_value::kind::number;
                std::uint64_t bits = 0;
                if (!take<4>(bits)) return false;
                value.number = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
                return true;
            }
            case 'S':
                value.is = ubj_value::kind::text;
                return text(value.text);
            case '[':
                return depth > 0 && (take('$') ? numbers(value) : list(value, depth - 1));
            case '{':
                return depth > 0 && object(value, depth - 1);
            default:
                return false;
        }
    }
    bool numbers(ubj_value& value) {
        value.is = ubj_value::kind::numbers;
        for (auto const& [type, width] : {std::pair{'d', 4}, {'l', 4}, {'L', 8}, {'U', 1}}) {
            if (!take(type)) continue;
            value.type = type;
            std::uint64_t length = 0;
            auto const size = static_cast<std::uint64_t>(width);
            return take('#') && count(length) && length <= rest_.size() &&
                   take(length * size, value.packed);
        }
        return false;
    }
    bool list(ubj_value& value, int depth) {
        value.is = ubj_value::kind::list;
        std::uint64_t length = 0;
        if (!take('#') || !count(length)) return false;
        for (std::uint64_t i = 0; i < length; ++i)
            if (!this->value(value.values.emplace_back(), depth)) return false;
        return true;
    }
    bool object(ubj_value& value, int depth) {
        value.is = ubj_value::kind::object;
        while (!take('}')) {
            std::string_view name;
            if (!text(name)) return false;
            value.names.push_back(name);
            if (!this->value(value.values.emplace_back(), depth)) return false;
        }
        auto sorted = value.names;
        std::ranges::sort(sorted);
        return std::ranges::adjacent_find(sorted) == sorted.end();
    }

    std::span<std::byte const> rest_;
    std::size_t values_left_;
};

}  // namespace retrain::detail
