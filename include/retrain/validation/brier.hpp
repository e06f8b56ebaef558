#pragma once

#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace retrain {

/// Use when probabilities matter and a single certain mistake must not decide: the mean over the
/// rows of the squared distance between the probabilities and the truth, summed over the classes.
/// 0 is perfect, 2 is certain and wrong; of two classes it is twice scikit-learn's
/// `brier_score_loss`.
struct brier {
    using direction = lower_is_better;
    using unit = loss_unit;
    static constexpr std::string_view name = "brier";

    /// What one row costs; `label` is an index into `given`.
    [[nodiscard]] static constexpr double row_score(std::span<float const> given,
                                                    std::uint32_t label) noexcept {
        double sum = 0.0;
        for (std::size_t k = 0; k < given.size(); ++k) {
            double const distance = static_cast<double>(given[k]) - (k == label ? 1.0 : 0.0);
            sum += distance * distance;
        }
        return sum;
    }

    /// `probabilities` is row-major, `labels.size()` x `classes`; NaN unless they are `labelled`.
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        return mean_over_rows(probabilities, labels, classes, row_score);
    }
};

}  // namespace retrain
