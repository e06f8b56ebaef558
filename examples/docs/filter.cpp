// The code of docs/filter.md.
//! [own]
#include <retrain/filter/concept.hpp>

#include <chrono>

namespace rt = retrain;

/// Rows that were entered at `from` or later; nothing is known of what was before a split.
struct entered_since {
    using policy_role = rt::filter_role;

    rt::time_point from{};

    [[nodiscard]] rt::row_decision judge(rt::row_view const& row) const noexcept {
        return row.entry() >= from ? rt::row_decision::pass : rt::row_decision::fail;
    }
};
static_assert(rt::RowFilter<entered_since>);
//! [own]

#include <retrain/core/dataset.hpp>
#include <retrain/filter/chart_quality.hpp>
#include <retrain/filter/keep_rows_where.hpp>

#include <limits>

namespace {

//! [predicate]
rt::keep_rows_where liquid{[](rt::row_view const& row) { return row["volume_ratio"] >= 0.5F; }};
//! [predicate]

//! [unknown]
rt::keep_rows_where not_extreme{[](rt::row_view const& row) {
    float const share = row["extreme_share"];
    if (share != share) return rt::row_decision::insufficient;  // NaN: nobody knows
    return share > 0.15F ? rt::row_decision::fail : rt::row_decision::pass;
}};
//! [unknown]

//! [serving]
bool may_ask_the_model(rt::chart_quality const& filter, rt::chart_measures const& chart) {
    return filter.fault(chart) == rt::chart_fault::none;
}
//! [serving]

}  // namespace

int main() {
    using std::chrono::days;
    rt::dataset data;
    data.shape.features = {{"volume_ratio", rt::column_type::number}};
    data.shape.auxiliary = {"extreme_share"};
    data.shape.classes = {"buy"};
    float const unknown = std::numeric_limits<float>::quiet_NaN();
    data.features = {0.4F, 1.2F, unknown};
    data.auxiliary = {0.1F, 0.3F, unknown};
    data.labels = {0, 0, 0};
    data.entry = {rt::time_point{}, rt::time_point{days{1}}, rt::time_point{days{2}}};
    auto const view = data.view();

    using enum rt::row_decision;
    auto const says = [&](auto const& filter, rt::row_decision a, rt::row_decision b,
                          rt::row_decision c) {
        return filter.judge({view, 0}) == a && filter.judge({view, 1}) == b &&
               filter.judge({view, 2}) == c;
    };
    bool const right = says(liquid, fail, pass, fail) &&
                       says(not_extreme, pass, fail, insufficient) &&
                       says(entered_since{rt::time_point{days{1}}}, fail, pass, pass) &&
                       may_ask_the_model({}, {0.05F, 0.02F, 0.1F, 85.0F}) &&
                       !may_ask_the_model({}, {0.05F, 0.02F, unknown, 85.0F});
    return right ? 0 : 1;
}
