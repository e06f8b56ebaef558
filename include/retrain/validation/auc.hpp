#pragma once

#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <string_view>
#include <vector>

namespace retrain {

/// Use when rows are ranked and the best of them are acted on: the chance that a row of a class is
/// given a higher probability of it than a row of another class, a tie counting half; the mean over
/// the classes, each against the rest. 0.5 is a guess. As scikit-learn's `roc_auc_score` with
/// `multi_class='ovr', average='macro'`.
struct auc {
    using direction = higher_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "auc";
    static constexpr bool smooth = true;  ///< a U-statistic, so the jackknife can test it

    /// `probabilities` is row-major, `labels.size()` x `classes`; NaN unless they are `labelled`,
    /// where a class has no row or all of them, and where memory runs out.
    /// O(classes * rows * log(rows)).
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (!labelled(probabilities, labels, classes)) return none;
        try {
            std::vector<std::size_t> order;
            order.reserve(labels.size());
            for (std::size_t row = 0; row < labels.size(); ++row) order.push_back(row);
            double sum = 0.0;
            for (std::size_t k = 0; k < classes; ++k)
                sum += against_rest(probabilities, labels, classes, k, order);
            return sum / static_cast<double>(classes);
        } catch (std::bad_alloc const&) {
            return none;
        }
    }

   private:
    /// From the ranks of the class's rows (Mann and Whitney); equal values share their mean rank.
    [[nodiscard]] static constexpr double against_rest(std::span<float const> probabilities,
                                                       std::span<std::uint32_t const> labels,
                                                       std::size_t classes, std::size_t k,
                                                       std::vector<std::size_t>& order) {
        auto const value = [&](std::size_t row) { return probabilities[row * classes + k]; };
        std::ranges::sort(order, {}, value);
        double ranks = 0.0;
        double members = 0.0;
        for (std::size_t first = 0; first < order.size();) {
            std::size_t last = first;
            std::size_t hits = 0;
            for (; last < order.size() && value(order[last]) == value(order[first]); ++last)
                hits += labels[order[last]] == k ? 1 : 0;
            ranks += static_cast<double>(hits) * static_cast<double>(first + last + 1) / 2.0;
            members += static_cast<double>(hits);
            first = last;
        }
        double const others = static_cast<double>(order.size()) - members;
        if (members == 0.0 || others == 0.0) return std::numeric_limits<double>::quiet_NaN();
        return (ranks - members * (members + 1.0) / 2.0) / (members * others);
    }
};

}  // namespace retrain
