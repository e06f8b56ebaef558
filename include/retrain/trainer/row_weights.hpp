#pragma once

#include <retrain/core/dataset.hpp>

#include <cstddef>
#include <vector>

namespace retrain {

/// The weight of each class that gives all classes the same say: n / (k n_c) for n rows, k classes
/// that occur, and n_c rows of class c; 1 for a class that does not occur. O(rows).
[[nodiscard]] inline std::vector<double> balanced_class_weights(dataset_view rows) {
    std::vector<double> weights(rows.class_count(), 0.0);
    for (auto const label : rows.labels) weights[label] += 1.0;
    double present = 0.0;
    for (double const count : weights) present += count > 0.0 ? 1.0 : 0.0;
    for (double& weight : weights)
        weight = weight > 0.0 ? static_cast<double>(rows.row_count()) / (present * weight) : 1.0;
    return weights;
}

/// Each row's weight: its `sample_weight`, 1 where there is none, times that of its class.
[[nodiscard]] inline std::vector<float> row_weights(dataset_view rows,
                                                    std::vector<double> const& class_weights) {
    std::vector<float> weights(rows.row_count());
    for (std::size_t row = 0; row < weights.size(); ++row)
        weights[row] = static_cast<float>((rows.weights.empty() ? 1.0 : rows.weights[row]) *
                                          class_weights[rows.labels[row]]);
    return weights;
}

}  // namespace retrain
