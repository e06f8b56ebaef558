// The code of docs/split.md.
//! [own]
#include <retrain/split/concept.hpp>

#include <algorithm>
#include <cstddef>

namespace rt = retrain;

/// The rows entered before an instant train, the later ones judge, and the judge goes live.
struct split_at {
    using policy_role = rt::split_role;
    static constexpr bool refits = false;
    static constexpr bool purged = true;

    rt::time_point instant{};

    [[nodiscard]] rt::split_rows split(rt::dataset_view rows) const {
        rt::split_rows sides;
        for (std::size_t row = 0; row < rows.row_count(); ++row) {
            if (rows.entry[row] >= instant)
                sides.holdout.push_back(row);
            else if (rows.exit[row] < instant)  // its label does not look into the hold-out
                sides.training.push_back(row);
            else
                ++sides.purged;
        }
        auto const entry = [&](std::size_t row) { return rows.entry[row]; };
        std::ranges::sort(sides.training, {}, entry);
        std::ranges::sort(sides.holdout, {}, entry);
        return sides;
    }
};
static_assert(rt::SplitPolicy<split_at>);
//! [own]

#include <retrain/split/purged_holdout.hpp>

#include <chrono>
#include <vector>

//! [named]
using last_tenth = rt::purged_holdout<10>;               // judged by fewer, newer rows
using as_judged = rt::purged_holdout<20, rt::no_refit>;  // what was judged is what serves
//! [named]

int main() {
    using std::chrono::days;
    rt::dataset data;  // ten daily rows whose labels look two days ahead
    for (int day = 0; day < 10; ++day) {
        data.labels.push_back(0);
        data.entry.push_back(rt::time_point{days{day}});
        data.exit.push_back(rt::time_point{days{day + 2}});
    }
    auto const view = data.view();
    using indices = std::vector<std::size_t>;
    auto const standard = rt::purged_holdout<>::split(view);
    auto const own = split_at{rt::time_point{days{8}}}.split(view);
    bool const right =
        standard.training == indices{0, 1, 2, 3, 4, 5} && standard.holdout == indices{8, 9} &&
        standard.purged == 2 && own.training == standard.training &&
        own.holdout == standard.holdout && own.purged == standard.purged &&
        last_tenth::split(view).holdout == indices{9} && last_tenth::refits && !as_judged::refits;
    return right ? 0 : 1;
}
