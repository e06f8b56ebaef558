// The code of docs/validation.md.
//! [metric]
#include <retrain/validation/all_finite.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace rt = retrain;

/// The mean squared distance between the probabilities and the truth (Brier), 0 to 2.
struct brier {
    using direction = rt::lower_is_better;
    static constexpr std::string_view name = "brier";

    [[nodiscard]] static double score(std::span<float const> probabilities,
                                      std::span<std::uint32_t const> labels,
                                      std::size_t classes) noexcept {
        if (labels.empty() || !rt::all_finite(probabilities))
            return std::numeric_limits<double>::quiet_NaN();
        double sum = 0.0;
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            double const truth = i % classes == labels[i / classes] ? 1.0 : 0.0;
            double const distance = static_cast<double>(probabilities[i]) - truth;
            sum += distance * distance;
        }
        return sum / static_cast<double>(labels.size());
    }
};
static_assert(rt::Metric<brier>);
//! [metric]

//! [own]
#include <retrain/validation/champion_challenger.hpp>

/// A champion is replaced only for a gain in log loss of at least `margin`.
struct better_by {
    using policy_role = rt::validation_role;

    double margin = 0.01;

    [[nodiscard]] rt::verdict decide(rt::evidence const& e) const noexcept {
        rt::verdict v = rt::champion_challenger<>{}.decide(e);
        bool const enough = v.champion - v.challenger >= margin;  // false where one is NaN
        if (v.why == rt::verdict_reason::better_than_champion && !enough) {
            v.kind = rt::decision_kind::reject;
            v.why = rt::verdict_reason::not_better;
        }
        return v;
    }
};
static_assert(rt::ValidationPolicy<better_by>);
//! [own]

#include <array>
#include <cmath>

namespace {

//! [named]
using by_brier = rt::champion_challenger<brier>;
//! [named]

}  // namespace

int main() {
    rt::schema shape;
    shape.classes = {"avoid", "buy"};
    std::array<std::uint32_t, 2> const truth{0, 1};
    std::array const good{0.80F, 0.20F, 0.2F, 0.8F};
    std::array const hardly_better{0.801F, 0.199F, 0.2F, 0.8F};
    std::array const better{0.9F, 0.1F, 0.1F, 0.9F};
    std::array const shares{0.5, 0.5};
    rt::evidence e;
    e.rows.shape = &shape;
    e.rows.labels = truth;
    e.class_shares = shares;
    e.champion = good;
    e.has_champion = true;

    e.challenger = hardly_better;
    bool right = rt::champion_challenger<>{}.decide(e).publishes() &&
                 by_brier{}.decide(e).publishes() && !better_by{}.decide(e).publishes();
    e.challenger = better;
    rt::verdict const v = by_brier{}.decide(e);
    right = right && better_by{}.decide(e).publishes() && v.publishes() && v.metric == "brier" &&
            std::abs(v.challenger - 0.02) < 1e-6 && std::abs(v.champion - 0.08) < 1e-6 &&
            std::abs(v.floor - 0.5) < 1e-6;
    return right ? 0 : 1;
}
