// The code of docs/validation.md.
//! [metric]
#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rt = retrain;

/// What acting on the most probable class costs: 5 to miss a "buy" (class 0), 1 to buy wrongly.
struct cost_of_mistakes {
    using direction = rt::lower_is_better;
    using unit = rt::loss_unit;
    static constexpr std::string_view name = "cost_of_mistakes";

    [[nodiscard]] static double row_score(std::span<float const> given,
                                          std::uint32_t label) noexcept {
        if (rt::most_probable(given) == label) return 0.0;
        return label == 0 ? 5.0 : 1.0;
    }
    [[nodiscard]] static double score(std::span<float const> probabilities,
                                      std::span<std::uint32_t const> labels,
                                      std::size_t classes) noexcept {
        return rt::mean_over_rows(probabilities, labels, classes, row_score);
    }
};
static_assert(rt::Metric<cost_of_mistakes> && rt::RowMetric<cost_of_mistakes>);
//! [metric]

//! [own]
#include <retrain/validation/champion_challenger.hpp>

#include <chrono>

/// The default gate, closed on the first day of a month.
struct not_on_the_first {
    using policy_role = rt::validation_role;

    [[nodiscard]] rt::verdict decide(rt::evidence const& e) const noexcept {
        rt::verdict v = rt::champion_challenger<>{}.decide(e);
        auto const today = std::chrono::floor<std::chrono::days>(e.now);
        if (v.publishes() && std::chrono::year_month_day{today}.day() == std::chrono::day{1}) {
            v.kind = rt::decision_kind::inconclusive;
            v.requirement = "not_on_the_first";
        }
        return v;
    }
};
static_assert(rt::ValidationPolicy<not_on_the_first>);
//! [own]

//! [options]
#include <retrain/validation/balanced_accuracy.hpp>
#include <retrain/validation/brier.hpp>
#include <retrain/validation/calibration_error.hpp>
#include <retrain/validation/sharpe.hpp>

/// Better in log loss by more than 0.01, in at most 1 of 100 sequences of attempts by chance, no
/// worse than that in any class, well calibrated, and never below 0.4 of balanced accuracy.
using cautious = rt::champion_challenger<
    rt::log_loss,                                                       // decides
    rt::significance<0.01>, rt::min_units<20>,
    rt::min_improvement<rt::absolute<0.01>>,
    rt::also<rt::balanced_accuracy, rt::lower_bound<0.4>, rt::max_worsening<rt::absolute<0.02>>>,
    rt::also<rt::calibration_error<>, rt::upper_bound<0.1>>,
    rt::each_slice<rt::by_class, rt::max_worsening<rt::absolute<0.1>>>>;

/// A Sharpe ratio may be below 0, so a change relative to it has to say what it means.
using by_sharpe = rt::champion_challenger<rt::sharpe<"return_20d", rt::buys<"buy">>,
                                          rt::min_improvement<rt::relative_to_magnitude<0.1>>>;
//! [options]

#include <array>
#include <vector>

namespace {

/// 60 days of a row each, whose labels look one day ahead, and what two models say of them.
struct sample {
    sample() {
        rows.shape.classes = {"buy", "avoid"};
        for (int day = 0; day < 60; ++day) {
            std::uint32_t const label = day % 3 == 0 ? 0 : 1;
            rows.labels.push_back(label);
            rows.entry.push_back(std::chrono::sys_days{std::chrono::year{2024} / 1 / 1} +
                                 std::chrono::days{day});
            rows.exit.push_back(rows.entry.back() + std::chrono::days{1});
            put(champion, label, 0.70F + 0.001F * static_cast<float>(day % 7));
            put(challenger, label, 0.80F + 0.001F * static_cast<float>(day % 5));
        }
    }
    static void put(std::vector<float>& said, std::uint32_t label, float right) {
        said.push_back(label == 0 ? right : 1 - right);
        said.push_back(label == 0 ? 1 - right : right);
    }
    [[nodiscard]] rt::evidence view() const {
        rt::evidence e;
        e.rows = rows.view();
        e.challenger = challenger;
        e.champion = champion;
        e.class_shares = shares;
        e.has_champion = true;
        e.now = std::chrono::sys_days{std::chrono::year{2024} / 3 / 4};
        return e;
    }
    rt::dataset rows;
    std::vector<float> champion, challenger;
    std::array<double, 2> shares{1.0 / 3, 2.0 / 3};
};

}  // namespace

int main() {
    sample const shown;
    rt::evidence e = shown.view();
    rt::verdict const v = rt::champion_challenger<>{}.decide(e);
    bool right = v.publishes() && v.p_value < v.alpha && v.units == 60 && v.alpha == 0.025 &&
                 v.why == rt::verdict_reason::better_than_champion &&
                 not_on_the_first{}.decide(e).publishes();
    e.now = std::chrono::sys_days{std::chrono::year{2024} / 4 / 1};
    right = right && !not_on_the_first{}.decide(e).publishes();
    // In this sample both are always right, and less sure than they may be.
    rt::verdict const gap = cautious{}.decide(e);
    right = right && gap.why == rt::verdict_reason::out_of_bounds &&
            gap.requirement == "calibration_error";
    right = right && by_sharpe{}.decide(e).why == rt::verdict_reason::not_finite;  // no such column
    rt::verdict const equal = rt::champion_challenger<cost_of_mistakes>{}.decide(e);
    right = right && equal.challenger == 0.0 && equal.why == rt::verdict_reason::not_better;
    return right ? 0 : 1;
}
