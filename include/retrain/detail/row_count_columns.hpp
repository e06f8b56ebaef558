#pragma once

#include <retrain/core/record.hpp>

namespace retrain::detail {

/// Shows `visit` each member of `rows` with its column's name.
template <class Rows, class Visit>
void each_row_count(Rows& rows, Visit const& visit) {
    visit("read", rows.read);
    visit("kept", rows.kept);
    visit("immature", rows.immature);
    visit("filtered", rows.filtered);
    visit("insufficient", rows.insufficient);
    visit("new_samples", rows.new_samples);
    visit("revised", rows.revised);
    visit("training", rows.training);
    visit("purged", rows.purged);
    visit("holdout", rows.holdout);
    visit("unknown_label", rows.unknown_label);
    visit("out_of_order", rows.out_of_order);
    visit("infinite", rows.infinite);
    visit("duplicate", rows.duplicate);
    visit("rare_class", rows.rare_class);
    visit("unfit", rows.unfit);
    visit("outside_window", rows.outside_window);
    visit("unpurged", rows.unpurged);
}

}  // namespace retrain::detail
