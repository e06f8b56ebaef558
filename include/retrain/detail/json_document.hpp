#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/sha256.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

// JSON documents that carry their own SHA-256, so that damage is told from content: a flipped digit
// is still JSON.
namespace retrain::detail {

using json = nlohmann::json;

/// A document is not as it was written. The text is the end of a sentence: "is not JSON: ...".
class damaged_document : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

/// The format of the document is later than this library's.
class later_document : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] inline std::string hash_of(json const& document) {
    std::string const text = document.dump();
    return sha256(std::as_bytes(std::span{text}));
}

/// The text of `content` as a document of the given format. Throws `error` (`store_failed`) where
/// the name of a member is not UTF-8.
[[nodiscard]] inline std::string write_document(json content, std::uint64_t format) {
    json document;
    document["format"] = format;
    document["content"] = std::move(content);
    try {
        document["sha256"] = hash_of(document);
        return document.dump(2) + "\n";
    } catch (json::exception const& mistake) {
        throw error{failure_reason::store_failed,
                    std::string{"can't be written as JSON, use UTF-8 for names: "} +
                        mistake.what()};
    }
}

/// The content of a document that is as `write_document` wrote it, in a format up to `format`.
[[nodiscard]] inline json read_document(std::string_view text, std::uint64_t format) {
    json document;
    auto const shallow = [](int depth, json::parse_event_t, json const&) {
        if (depth > 32) throw damaged_document{"is nested more than 32 deep"};
        return true;
    };
    try {
        document = json::parse(text, shallow);
    } catch (json::exception const& mistake) {
        throw damaged_document{std::string{"is not JSON: "} + mistake.what()};
    }
    if (!document.is_object() || !document.contains("sha256") || !document["sha256"].is_string() ||
        !document.contains("format") || !document["format"].is_number_unsigned() ||
        !document.contains("content"))
        throw damaged_document{"lacks its format, content or sha256"};
    auto const claimed = document["sha256"].get<std::string>();
    document.erase("sha256");
    if (hash_of(document) != claimed)
        throw damaged_document{"does not have the SHA-256 that it names"};
    if (auto const found = document["format"].get<std::uint64_t>(); found > format)
        throw later_document{"has format " + std::to_string(found) + ", this program reads up to " +
                             std::to_string(format) + "; use a later version of the library"};
    return std::move(document["content"]);
}

/// A text is a JSON string; one that is not UTF-8 is an array of its bytes, so that none is lost.
[[nodiscard]] inline json text_value(std::string const& text) {
    json value = text;
    try {
        (void)value.dump();
    } catch (json::exception const&) {
        value = json::array();
        for (char const c : text) value.push_back(static_cast<unsigned char>(c));
    }
    return value;
}

/// A number is a JSON number; one that is not finite is "nan", "inf" or "-inf".
[[nodiscard]] inline json number_value(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
    return number;
}

/// An instant is its ISO 8601 text; `not_yet` is null.
[[nodiscard]] inline json time_value(time_point at) {
    return at == not_yet ? json{} : json(exact_iso_time(at));
}

/// One value of a document and how it was reached. Each reader throws `damaged_document` naming
/// that way where the value is of another kind.
class json_field {
   public:
    json_field(json const& value, std::string way) : value_{&value}, way_{std::move(way)} {}

    [[nodiscard]] json_field operator[](std::string const& member) const {
        if (!value_->is_object() || !value_->contains(member))
            throw damaged_document{"has no member '" + way_to(member) + "'"};
        return {(*value_)[member], way_to(member)};
    }
    [[nodiscard]] bool has(std::string const& member) const {
        return value_->is_object() && value_->contains(member);
    }
    [[nodiscard]] bool is_null() const noexcept { return value_->is_null(); }

    [[nodiscard]] std::string text() const {
        if (value_->is_string()) return value_->get<std::string>();
        if (!value_->is_array()) refuse("a text");
        std::string bytes;
        each([&](json_field const& element) {
            auto const byte = element.count();
            if (byte > 255) element.refuse("a byte");
            bytes += static_cast<char>(static_cast<unsigned char>(byte));
        });
        return bytes;
    }
    [[nodiscard]] std::uint64_t count() const {
        if (!value_->is_number_unsigned()) refuse("a whole number");
        return value_->get<std::uint64_t>();
    }
    [[nodiscard]] double number() const {
        if (value_->is_number()) return value_->get<double>();
        if (*value_ == "nan") return std::numeric_limits<double>::quiet_NaN();
        if (*value_ == "inf") return std::numeric_limits<double>::infinity();
        if (*value_ == "-inf") return -std::numeric_limits<double>::infinity();
        refuse("a number");
    }
    [[nodiscard]] bool flag() const {
        if (!value_->is_boolean()) refuse("true or false");
        return value_->get<bool>();
    }
    [[nodiscard]] time_point time() const {
        if (value_->is_null()) return not_yet;
        auto const at = value_->is_string() ? parse_iso_time(value_->get_ref<std::string const&>())
                                            : std::nullopt;
        if (!at) refuse("an instant such as 2020-03-02T14:30:00Z");
        return *at;
    }

    /// `visit(element)` for each element of an array.
    template <class Visit>
    void each(Visit visit) const {
        if (!value_->is_array()) refuse("a list");
        std::size_t index = 0;
        for (auto const& element : *value_)
            visit(json_field{element, way_ + "[" + std::to_string(index++) + "]"});
    }
    /// `visit(name, value)` for each member of an object.
    template <class Visit>
    void each_member(Visit visit) const {
        if (!value_->is_object()) refuse("an object");
        for (auto const& [member, value] : value_->items())
            visit(member, json_field{value, way_to(member)});
    }

    [[noreturn]] void refuse(std::string_view wanted) const {
        throw damaged_document{"has '" + way_ + "' that is not " + std::string{wanted}};
    }

   private:
    [[nodiscard]] std::string way_to(std::string const& member) const {
        return way_.empty() ? member : way_ + "." + member;
    }

    json const* value_;
    std::string way_;
};

}  // namespace retrain::detail
