#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace retrain {

namespace detail {
/// Walks over Universal Binary JSON without keeping anything of it.
class ubj_walk {
   public:
    constexpr explicit ubj_walk(std::span<std::byte const> bytes) noexcept : rest_{bytes} {}

    /// Skips a value of the kind that `type` marks; false where the bytes are no such value.
    constexpr bool value(char type, int depth) noexcept {
        switch (type) {
            case 'Z': case 'N': case 'T': case 'F': return true;
            case 'i': case 'U': case 'C': return skip(1);
            case 'I': return skip(2);
            case 'l': case 'd': return skip(4);
            case 'L': case 'D': return skip(8);
            case 'S': case 'H': return text();
            case '[': return depth > 0 && container(']', depth - 1);
            case '{': return depth > 0 && container('}', depth - 1);
            default: return false;
        }
    }
    constexpr char next() noexcept {
        if (rest_.empty()) return '\0';
        char const c = static_cast<char>(rest_.front());
        rest_ = rest_.subspan(1);
        return c;
    }
    [[nodiscard]] constexpr bool at_end() const noexcept { return rest_.empty(); }

   private:
    constexpr bool skip(std::uint64_t count) noexcept {
        if (count > rest_.size()) return false;
        rest_ = rest_.subspan(static_cast<std::size_t>(count));
        return true;
    }
    /// A count: the mark of an integer's type and the integer, big-endian.
    constexpr std::optional<std::uint64_t> count() noexcept {
        char const type = next();
        std::size_t const width = type == 'i' || type == 'U' ? 1U
                                  : type == 'I'              ? 2U
                                  : type == 'l'              ? 4U
                                  : type == 'L'              ? 8U
                                                             : 0U;
        if (width == 0 || width > rest_.size()) return std::nullopt;
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < width; ++i)
            number = number << 8 | static_cast<unsigned char>(rest_[i]);
        rest_ = rest_.subspan(width);
        return number;  // a negative one is far beyond any size
    }
    constexpr bool text() noexcept {
        auto const length = count();
        return length && skip(*length);
    }
    [[nodiscard]] constexpr bool follows(char c) const noexcept {
        return !rest_.empty() && rest_.front() == static_cast<std::byte>(c);
    }

    constexpr bool container(char end, int depth) noexcept {
        char type = '\0';
        if (follows('$')) {
            next();
            type = next();
            if (!follows('#')) return false;
        }
        if (!follows('#')) {
            while (!follows(end))
                if (!element(end, type, depth)) return false;
            return next() == end;
        }
        next();
        auto const elements = count();
        if (!elements) return false;
        bool const empty = type == 'Z' || type == 'N' || type == 'T' || type == 'F';
        if (empty && end == ']') return true;  // no element has a byte
        for (std::uint64_t i = 0; i < *elements; ++i)
            if (!element(end, type, depth)) return false;
        return true;
    }
    constexpr bool element(char end, char type, int depth) noexcept {
        if (end == '}' && !text()) return false;
        return value(type == '\0' ? next() : type, depth);
    }

    std::span<std::byte const> rest_;
};
}  // namespace detail

/// The bytes are one whole object in Universal Binary JSON, nested at most 64 deep, and nothing
/// after it: a cheap check that finds a cut file, a text, and most damage to lengths, though not to
/// numbers. O(bytes), typically far less: arrays of numbers are stepped over.
[[nodiscard]] constexpr bool is_ubj_object(std::span<std::byte const> bytes) noexcept {
    detail::ubj_walk walk{bytes};
    return walk.value(walk.next() == '{' ? '{' : '\0', 64) && walk.at_end();
}

}  // namespace retrain
