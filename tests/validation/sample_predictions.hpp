#pragma once

#include <retrain/core/dataset.hpp>

#include <support/catch.hpp>
#include <validation/held_out_rows.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace retrain::testing {

/// 200 rows of five classes with random probabilities, four rows a day, and a return for each. The
/// second half of the probabilities is coarse, so that there are ties. `reference.py` makes the same
/// and asks scikit-learn for the scores that the tests expect.
struct sample_predictions {
    sample_predictions() {
        uniform_numbers uniform{42};
        rows.shape.classes = {"a", "b", "c", "d", "e"};
        rows.shape.auxiliary = {"spread", "return"};
        for (int row = 0; row < 200; ++row) {
            std::array<double, 5> weights{};
            for (double& weight : weights) {
                weight = uniform();
                if (row >= 100) weight = std::floor(weight * 4) + 1;
            }
            double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
            for (double const weight : weights) said.push_back(static_cast<float>(weight / sum));
            rows.labels.push_back(static_cast<std::uint32_t>(uniform() * 5));
            rows.entry.push_back(std::chrono::sys_days{std::chrono::year{2020} / 1 / 1} +
                                 std::chrono::days{row / 4} + std::chrono::hours{row % 4});
            rows.auxiliary.push_back(0);
            rows.auxiliary.push_back(static_cast<float>(uniform() - 0.45));
        }
    }
    dataset rows;
    std::vector<float> said;
};

inline constexpr double reference_tolerance = 1e-12;

}  // namespace retrain::testing
