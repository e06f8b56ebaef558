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

#include <retrain/service/cross_validate.hpp>
#include <retrain/split/allow_unpurged.hpp>
#include <retrain/split/combinatorial_purged_cv.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/split/purged_k_fold.hpp>
#include <retrain/split/unpurged_holdout.hpp>
#include <retrain/split/walk_forward.hpp>
#include <retrain/validation/log_loss.hpp>

#include <chrono>
#include <cmath>
#include <span>
#include <string_view>
#include <vector>

//! [named]
using last_tenth = rt::purged_holdout<10>;               // judged by fewer, newer rows
using as_judged = rt::purged_holdout<20, rt::no_refit>;  // what was judged is what serves
using as_elsewhere = rt::allow_unpurged<rt::unpurged_holdout<>>;  // and every record says so
//! [named]

//! [folds]
using five_folds = rt::purged_k_fold<5, rt::embargo_for<std::chrono::days{3}>>;
using yearly_walk = rt::walk_forward<4, 1>;  // tests each block after learning from the one before

/// The worst fold's log loss of what `trainer` trains.
template <rt::Trainer T>
double worst_fold(T& trainer, rt::dataset_view rows) {
    auto const result = rt::cross_validate(five_folds{}, trainer, rows, rt::log_loss{});
    double worst = 0;
    for (auto const& fold : result.folds) worst = std::max(worst, fold.score);
    return worst;
}
//! [folds]

//! [paths]
/// How often each row tests, seen from the complete paths that the folds make.
std::vector<std::size_t> times_on_paths(rt::dataset_view rows) {
    using split = rt::combinatorial_purged_cv<6, 2>;
    auto const folds = split::folds(rows);
    std::vector<std::size_t> times(rows.row_count());
    for (std::size_t path = 0; path < split::paths; ++path)
        for (std::size_t group = 0; group < 6; ++group) {
            auto const fold = split::path(path)[group];  // its predictions for `group`
            auto const tested = folds[fold].holdout;     // of two groups, in order of time
            bool const first = split::groups(fold)[0] == group;
            auto const half = tested.size() / 2;
            for (std::size_t i = 0; i < half; ++i) ++times[tested[first ? i : half + i]];
        }
    return times;
}
//! [paths]

/// Says 0.8 for the class that the feature names.
struct sure_model {
    static constexpr std::string_view extension = "sure";
    static std::vector<std::byte> save() { return {}; }
    static sure_model load(std::span<std::byte const>) { return {}; }
    static void predict_proba(std::span<float const> rows, std::span<float> out) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            out[2 * row] = rows[row] == 0 ? 0.8F : 0.2F;
            out[2 * row + 1] = 1 - out[2 * row];
        }
    }
    static std::size_t feature_count() { return 1; }
    static std::size_t class_count() { return 2; }
};
struct sure_trainer {
    using policy_role = rt::trainer_role;
    static constexpr std::string_view name = "sure";
    static sure_model train(rt::training_request const&) { return {}; }
};

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

    rt::dataset more;  // sixty of them, with a feature that is their class
    more.shape = {{{"signal", rt::column_type::number}}, {"buy", "avoid"}, {}};
    for (int day = 0; day < 60; ++day) {
        more.labels.push_back(day % 2 == 0 ? 0 : 1);
        more.features.push_back(day % 2 == 0 ? 0.0F : 1.0F);
        more.entry.push_back(rt::time_point{days{day}});
        more.exit.push_back(rt::time_point{days{day + 2}});
    }
    sure_trainer trainer;
    bool const folded = std::abs(worst_fold(trainer, more.view()) + std::log(0.8)) < 1e-6 &&
                        times_on_paths(more.view()) == std::vector<std::size_t>(60, 5) &&
                        yearly_walk::folds(more.view())[3].training.size() == 10 &&
                        as_elsewhere::split(view).training.size() == 8 && !as_elsewhere::purged;
    return right && folded ? 0 : 1;
}
