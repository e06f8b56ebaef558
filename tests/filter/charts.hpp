#pragma once

#include <retrain/core/dataset.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace retrain::testing {

inline constexpr float nan = std::numeric_limits<float>::quiet_NaN();
inline constexpr float infinity = std::numeric_limits<float>::infinity();

/// Rows with the columns `names`: the first `features` of them are features, the others auxiliary.
[[nodiscard]] inline dataset table(std::vector<std::string> names, std::size_t features,
                                   std::vector<std::vector<float>> const& cells) {
    dataset data;
    data.shape.classes = {"avoid", "buy"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (i < features)
            data.shape.features.push_back({std::move(names[i]), column_type::number});
        else
            data.shape.auxiliary.push_back(std::move(names[i]));
    for (auto const& row : cells) {
        auto const split = row.begin() + static_cast<std::ptrdiff_t>(features);
        data.features.insert(data.features.end(), row.begin(), split);
        data.auxiliary.insert(data.auxiliary.end(), split, row.end());
        data.labels.push_back(0);
        data.weights.push_back(1.0F);
        data.entry.push_back(time_point{});
        data.exit.push_back(time_point{});
        data.known.push_back(time_point{});
        data.keys.push_back(data.keys.size());
        data.contents.push_back(0);
    }
    return data;
}

}  // namespace retrain::testing
