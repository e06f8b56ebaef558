#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/row_view.hpp>
#include <retrain/filter/concept.hpp>
#include <retrain/service/bookkeeping.hpp>
#include <retrain/source/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// The rows that a run may use: their outcome is known and the filter admits them.
struct prepared_data {
    dataset rows;
    row_counts counts;
    std::vector<seen_row> snapshot;  ///< of `rows`, sorted by key
};

/// Loads the source and keeps the usable rows. Throws what the source and the filter throw.
template <DataSource Source, RowFilter Filter>
[[nodiscard]] prepared_data prepare(Source& source, Filter const& filter,
                                    load_request const& request, std::span<seen_row const> seen) {
    dataset loaded = source.load(request);
    dataset_view const all = loaded.view();
    prepared_data prepared;
    auto& counts = prepared.counts;
    counts.read = all.row_count();

    std::vector<std::size_t> usable;
    usable.reserve(all.row_count());
    for (std::size_t row = 0; row < all.row_count(); ++row) {
        if (all.known[row] > request.now) {
            ++counts.immature;
            continue;
        }
        switch (filter.judge(row_view{all, row})) {
            case row_decision::pass: usable.push_back(row); break;
            case row_decision::fail: ++counts.filtered; break;
            case row_decision::insufficient: ++counts.insufficient; break;
        }
    }
    counts.kept = usable.size();

    prepared.snapshot.reserve(usable.size());
    for (std::size_t const row : usable)
        prepared.snapshot.push_back({all.keys[row], all.contents[row]});
    std::ranges::sort(prepared.snapshot);
    auto const samples = count_samples(prepared.snapshot, seen);
    counts.new_samples = samples.fresh;
    counts.revised = samples.revised;

    auto warnings = std::move(loaded.warnings);
    prepared.rows = usable.size() == all.row_count() ? std::move(loaded) : select(all, usable);
    prepared.rows.warnings = std::move(warnings);
    return prepared;
}

/// Throws `error` (`bad_data`) unless a classifier can be fitted on `rows`.
inline void require_trainable(dataset_view rows) {
    if (rows.row_count() == 0)
        throw error{failure_reason::bad_data,
                    "no row of the training data has a known outcome and passes the row filter; "
                    "wait for outcomes or widen the filter"};
    auto const [least, most] = std::ranges::minmax(rows.labels);
    if (least == most)
        throw error{failure_reason::bad_data,
                    "all " + std::to_string(rows.row_count()) + " usable rows are labelled '" +
                        rows.shape->classes[least] + "'; a classifier needs at least two classes"};
}

}  // namespace retrain
