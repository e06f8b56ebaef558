#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/row_view.hpp>
#include <retrain/data_gate/concept.hpp>
#include <retrain/detail/apply_findings.hpp>
#include <retrain/filter/concept.hpp>
#include <retrain/service/bookkeeping.hpp>
#include <retrain/source/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
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
    // Without a live model, classes that the source declares may wait for their rows.
    if (!request.classes.empty())
        detail::forget_unused_classes(prepared.rows, request.classes.size());
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

namespace detail {
/// "4 immature, 1 rare_class": why rows were dropped, in the words of `row_counts`.
[[nodiscard]] inline std::string dropped_text(row_counts const& rows) {
    std::string text;
    for (auto const& [count, why] : {std::pair{rows.immature, "immature"},
                                     {rows.unknown_label, "unknown_label"},
                                     {rows.out_of_order, "out_of_order"},
                                     {rows.filtered, "filtered"},
                                     {rows.insufficient, "insufficient"},
                                     {rows.infinite, "infinite"},
                                     {rows.duplicate, "duplicate"},
                                     {rows.rare_class, "rare_class"},
                                     {rows.unfit, "unfit"}})
        if (count != 0)
            text.append(text.empty() ? "" : ", ").append(std::to_string(count) + " " + why);
    return text;
}
}  // namespace detail

/// Throws `error` (`bad_data`) unless there are rows of which a run may use some.
inline void require_usable(row_counts const& rows) {
    if (rows.read == 0)
        throw error{failure_reason::bad_data, "the training data has no rows"};
    if (rows.kept == 0)
        throw error{failure_reason::bad_data,
                    "none of " + std::to_string(rows.read) + " rows can be used: " +
                        detail::dropped_text(rows) + "; wait for outcomes, widen the filter or "
                                                     "add rows"};
}

/// Throws `error` (`bad_data`) unless a classifier can be fitted on `rows`.
inline void require_trainable(dataset_view rows) {
    if (rows.row_count() == 0)
        throw error{failure_reason::bad_data,
                    "no row is left to train on; hold out fewer, or widen the window"};
    auto const [least, most] = std::ranges::minmax(rows.labels);
    if (least == most)
        throw error{failure_reason::bad_data,
                    "all " + std::to_string(rows.row_count()) + " usable rows are labelled '" +
                        rows.shape->classes[least] + "'; a classifier needs at least two classes"};
}

}  // namespace retrain
