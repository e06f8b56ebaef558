#pragma once

#include <retrain/core/time.hpp>
#include <retrain/detail/real_functions.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// The outcome of a prediction has become known: how good it was. A program publishes one for each
/// prediction, once its label is known and in the order in which labels become known.
struct prediction_outcome {
    static constexpr std::string_view event_name = "prediction_outcome";

    std::string model{};           ///< name of the model that predicted
    std::uint64_t generation = 0;  ///< of the version that predicted, live or not
    time_point predicted{};        ///< when it predicted: the row's entry
    double error = std::numeric_limits<double>::quiet_NaN();  ///< 1 where it was wrong, else 0
    double loss = std::numeric_limits<double>::quiet_NaN();   ///< -ln of what the true class got
};

/// The outcome of a prediction whose true class turned out to be the one of index `truth`.
/// `probabilities` has one element a class. The model was wrong unless the true class is its most
/// probable one, the first on a tie. The loss is that of `log_loss` for this one row. Both are NaN
/// where the model does not know the class or a probability is NaN or infinite.
[[nodiscard]] inline prediction_outcome outcome_of(std::string model, std::uint64_t generation,
                                                   time_point predicted,
                                                   std::span<float const> probabilities,
                                                   std::size_t truth) {
    prediction_outcome outcome{std::move(model), generation, predicted};
    if (truth >= probabilities.size() || !std::ranges::all_of(probabilities, detail::is_finite))
        return outcome;
    auto const best = std::ranges::max_element(probabilities) - probabilities.begin();
    outcome.error = best == static_cast<std::ptrdiff_t>(truth) ? 0 : 1;
    constexpr double eps = std::numeric_limits<double>::epsilon();
    auto const clipped = [=](float p) { return std::clamp<double>(p, eps, 1 - eps); };
    double sum = 0;
    for (float const p : probabilities) sum += clipped(p);
    outcome.loss = -std::log(clipped(probabilities[truth]) / sum);
    return outcome;
}

}  // namespace retrain
