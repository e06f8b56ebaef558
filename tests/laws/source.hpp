#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/source/concept.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain::laws {

/// Every member has the length that its rows and its shape ask for.
[[nodiscard]] constexpr bool members_fit(dataset const& rows) {
    std::size_t const count = rows.labels.size();
    return rows.features.size() == count * rows.shape.features.size() &&
           rows.auxiliary.size() == count * rows.shape.auxiliary.size() &&
           rows.weights.size() == count && rows.entry.size() == count &&
           rows.exit.size() == count && rows.known.size() == count &&
           rows.keys.size() == count && rows.contents.size() == count;
}

/// The label of `row`; empty where its outcome is not known, so that its label means nothing.
[[nodiscard]] constexpr std::string_view label_of(dataset const& rows, std::size_t row) {
    if (rows.known[row] == time_point::max()) return {};
    return rows.shape.classes[rows.labels[row]];
}

/// Labels are classes, unless the outcome is not known; values are finite or NaN; weights count;
/// an interval ends where it begins or later.
[[nodiscard]] constexpr bool rows_make_sense(dataset const& rows) {
    auto const usable = [](float value) { return !std::isinf(value); };
    for (std::size_t row = 0; row < rows.labels.size(); ++row)
        if ((rows.labels[row] >= rows.shape.classes.size() && rows.known[row] != time_point::max()) ||
            !(rows.weights[row] >= 0) || !usable(rows.weights[row]) ||
            rows.exit[row] < rows.entry[row])
            return false;
    return std::ranges::all_of(rows.features, usable) && std::ranges::all_of(rows.auxiliary, usable);
}

/// No two rows have one key, no two classes one name.
[[nodiscard]] inline bool names_are_unique(dataset const& rows) {
    auto const unique = [](auto values) {
        std::ranges::sort(values);
        return std::ranges::adjacent_find(values) == values.end();
    };
    return unique(rows.keys) && unique(rows.shape.classes);
}

/// To the last bit, warnings aside.
[[nodiscard]] inline bool same_rows(dataset const& a, dataset const& b) {
    auto const same_bits = [](float x, float y) {
        return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    };
    return a.shape == b.shape && std::ranges::equal(a.features, b.features, same_bits) &&
           std::ranges::equal(a.auxiliary, b.auxiliary, same_bits) && a.labels == b.labels &&
           a.weights == b.weights && a.entry == b.entry && a.exit == b.exit && a.known == b.known &&
           a.keys == b.keys && a.contents == b.contents;
}

/// [source.classes] `known` come first in the classes, in their order.
[[nodiscard]] inline bool puts_first(std::span<std::string const> known, dataset const& rows) {
    return rows.shape.classes.size() >= known.size() &&
           std::ranges::equal(known, std::span{rows.shape.classes}.first(known.size()));
}

/// Whatever is known before, the rows have the same labels by name and are otherwise the same.
template <DataSource P>
[[nodiscard]] bool keeps_labels(P& p, std::span<std::string const> known) {
    dataset const plain = p.load({});
    dataset other = p.load({known, {}});
    if (!puts_first(known, other) || plain.labels.size() != other.labels.size()) return false;
    for (std::size_t row = 0; row < plain.labels.size(); ++row)
        if (label_of(plain, row) != label_of(other, row)) return false;
    other.shape.classes = plain.shape.classes;
    other.labels = plain.labels;
    return same_rows(plain, other);
}

/// All of them, of a source whose rows do not change meanwhile.
template <DataSource P>
[[nodiscard]] bool lawful_source(P& p) {
    dataset const rows = p.load({});
    std::vector<std::string> backwards = rows.shape.classes;
    std::ranges::reverse(backwards);
    backwards.insert(backwards.begin(), "a class without rows");
    return members_fit(rows) && rows_make_sense(rows) && names_are_unique(rows) &&
           same_rows(rows, p.load({})) && same_rows(rows, p.load({rows.shape.classes, {}})) &&
           keeps_labels(p, backwards);
}

}  // namespace retrain::laws
