#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/row_view.hpp>
#include <retrain/data_gate/concept.hpp>
#include <retrain/filter/concept.hpp>
#include <retrain/service/bookkeeping.hpp>
#include <retrain/source/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// The rows that a run may use: their outcome is known, the filter admits them, and the data gate
/// found no fault with them.
struct prepared_data {
    dataset rows;
    row_counts counts;
    std::vector<seen_row> snapshot;  ///< of `rows`, sorted by key
    std::optional<error> refused{};  ///< the data gate's reason to train nothing on them
};

namespace detail {
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
}  // namespace detail

/// Loads the source and keeps the usable rows. `live` are the models that serve. Throws what the
/// source and the filter throw; what the data gate throws is in the answer, beside the counts.
template <DataSource Source, RowFilter Filter, DataGate Gate>
[[nodiscard]] prepared_data prepare(Source& source, Filter const& filter, Gate const& gate,
                                    load_request const& request, std::span<seen_row const> seen,
                                    std::span<model_metadata const> live) {
    dataset loaded = source.load(request);
    dataset_view const all = loaded.view();
    detail::require_whole(all);
    prepared_data prepared;
    auto& counts = prepared.counts;
    counts.read = all.row_count();

    std::vector<std::size_t> usable;
    usable.reserve(all.row_count());
    for (std::size_t row = 0; row < all.row_count(); ++row) {
        if (all.known[row] > request.now || all.exit[row] > request.now) {
            ++counts.immature;
        } else if (all.labels[row] >= all.class_count()) {
            ++counts.unknown_label;
        } else if (all.exit[row] < all.entry[row]) {
            ++counts.out_of_order;
        } else {
            switch (filter.judge(row_view{all, row})) {
                case row_decision::pass: usable.push_back(row); break;
                case row_decision::fail: ++counts.filtered; break;
                case row_decision::insufficient: ++counts.insufficient; break;
            }
        }
    }
    auto warnings = std::move(loaded.warnings);
    prepared.rows = usable.size() == all.row_count() ? std::move(loaded) : select(all, usable);
    prepared.rows.warnings = std::move(warnings);
    try {
        detail::apply(gate.check(prepared.rows.view(), live), prepared.rows, counts);
    } catch (error const& refused) {
        prepared.refused = refused;
    }
    counts.kept = prepared.rows.labels.size();

    prepared.snapshot.reserve(counts.kept);
    for (std::size_t row = 0; row < counts.kept; ++row)
        prepared.snapshot.push_back({prepared.rows.keys[row], prepared.rows.contents[row]});
    std::ranges::sort(prepared.snapshot);
    auto const samples = count_samples(prepared.snapshot, seen);
    counts.new_samples = samples.fresh;
    counts.revised = samples.revised;
    return prepared;
}

/// Throws `error` (`bad_data`) unless a classifier can be fitted on `rows`.
inline void require_trainable(dataset_view rows) {
    if (rows.row_count() == 0)
        throw error{failure_reason::bad_data,
                    "no row of the training data has a known outcome and passes the row filter and "
                    "the data gate; wait for outcomes or widen the filter"};
    auto const [least, most] = std::ranges::minmax(rows.labels);
    if (least == most)
        throw error{failure_reason::bad_data,
                    "all " + std::to_string(rows.row_count()) + " usable rows are labelled '" +
                        rows.shape->classes[least] + "'; a classifier needs at least two classes"};
}

}  // namespace retrain
