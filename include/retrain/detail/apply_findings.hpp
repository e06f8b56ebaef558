#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/record.hpp>
#include <retrain/data_gate/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// Throws `error` (`bad_data`) unless every member of `rows` has the length that its labels make.
inline void require_whole(dataset_view rows) {
    auto const check = [&](std::string_view member, std::size_t size, std::size_t width) {
        if (size != rows.row_count() * width)
            throw error{failure_reason::bad_data,
                        "the source's data set has " + std::to_string(size) + " " +
                            std::string{member} + " where " + std::to_string(rows.row_count()) +
                            " labels make " + std::to_string(rows.row_count() * width)};
    };
    check("features", rows.features.size(), rows.shape->features.size());
    check("auxiliary values", rows.auxiliary.size(), rows.shape->auxiliary.size());
    check("weights", rows.weights.size(), 1);
    check("entries", rows.entry.size(), 1);
    check("exits", rows.exit.size(), 1);
    check("instants of knowledge", rows.known.size(), 1);
    check("keys", rows.keys.size(), 1);
    check("contents", rows.contents.size(), 1);
    if (!rows.tickers.empty()) check("tickers", rows.tickers.size(), 1);
}

/// The member that counts a row with this fault; null where it has none.
[[nodiscard]] inline std::size_t* counter_of(row_counts& counts, row_fault fault) noexcept {
    switch (fault) {
        case row_fault::none: return nullptr;
        case row_fault::infinite: return &counts.infinite;
        case row_fault::duplicate: return &counts.duplicate;
        case row_fault::rare_class: return &counts.rare_class;
        case row_fault::unfit: return &counts.unfit;
    }
    return &counts.unfit;
}

/// Drops the rows that have a fault and feeds useless features as missing.
inline void apply(data_findings&& found, dataset& rows, row_counts& counts) {
    std::size_t const count = rows.labels.size();
    std::size_t const width = rows.shape.features.size();
    if (!found.faults.empty() && found.faults.size() != count)
        throw error{failure_reason::bad_data,
                    "the data gate answers " + std::to_string(found.faults.size()) +
                        " faults for " + std::to_string(count) + " rows; one a row, or none at all"};
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < found.faults.size(); ++row)
        if (auto* const counter = counter_of(counts, found.faults[row]))
            ++*counter;
        else
            kept.push_back(row);
    auto warnings = std::move(rows.warnings);
    if (!found.faults.empty() && kept.size() < count) rows = select(rows.view(), kept);
    rows.warnings = std::move(warnings);
    std::ranges::move(found.warnings, std::back_inserter(rows.warnings));
    for (std::size_t const column : found.useless)
        if (column < width)
            for (std::size_t at = column; at < rows.features.size(); at += width)
                rows.features[at] = std::numeric_limits<float>::quiet_NaN();
}

/// Strikes classes without rows off `rows.shape.classes`, but for the first `known`, whose indices
/// models know, and closes the gaps. So a label that was written wrong once does not
/// make another class set.
inline void forget_unused_classes(dataset& rows, std::size_t known) {
    auto& classes = rows.shape.classes;
    std::vector<bool> used(classes.size());
    for (auto const label : rows.labels) used[label] = true;
    std::vector<std::uint32_t> moved(classes.size());
    std::size_t next = 0;
    for (std::size_t label = 0; label < classes.size(); ++label) {
        if (label >= known && !used[label]) continue;
        moved[label] = static_cast<std::uint32_t>(next);
        if (next != label) classes[next] = std::move(classes[label]);
        ++next;
    }
    classes.resize(next);
    for (auto& label : rows.labels) label = moved[label];
}

}  // namespace retrain::detail
