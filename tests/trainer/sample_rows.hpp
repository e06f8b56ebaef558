#pragma once

#include <retrain/core/dataset.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace retrain::testing {

/// The same numbers with every standard library.
class noise {
   public:
    explicit noise(std::uint32_t seed) : engine_{seed} {}
    /// Uniform within 0 to 1.
    float share() { return static_cast<float>(engine_() >> 8) / 16'777'216.0F; }
    /// Mean 0, standard deviation 1, nearly normal.
    float bell() {
        float sum = -6.0F;
        for (int i = 0; i < 12; ++i) sum += share();
        return sum;
    }

   private:
    std::mt19937 engine_;
};

struct sample_shape {
    std::size_t rows = 300;
    std::size_t classes = 3;
    std::size_t features = 4;
    float apart = 2.0F;     ///< distance of the classes' middles along the first two features
    float missing = 0.0F;   ///< share of cells that are NaN
    std::uint32_t seed = 1;
};

/// A cloud of points for each class, in turn; the features after the second are noise.
[[nodiscard]] inline dataset sample_rows(sample_shape const& wanted = {}) {
    dataset rows;
    for (std::size_t f = 0; f < wanted.features; ++f)
        rows.shape.features.push_back({"feature_" + std::to_string(f), column_type::number});
    for (std::size_t c = 0; c < wanted.classes; ++c)
        rows.shape.classes.push_back("class_" + std::to_string(c));
    noise random{wanted.seed};
    for (std::size_t row = 0; row < wanted.rows; ++row) {
        auto const label = static_cast<std::uint32_t>(row % wanted.classes);
        float const angle = 6.2831853F * static_cast<float>(label) /
                            static_cast<float>(wanted.classes);
        for (std::size_t f = 0; f < wanted.features; ++f) {
            float value = random.bell();
            if (f == 0) value += wanted.apart * std::cos(angle);
            if (f == 1) value += wanted.apart * std::sin(angle);
            bool const known = random.share() >= wanted.missing;
            rows.features.push_back(known ? value : std::numeric_limits<float>::quiet_NaN());
        }
        rows.labels.push_back(label);
        rows.weights.push_back(1.0F);
    }
    return rows;
}

/// The share of `rows` whose most probable class is theirs; of class `only` alone, where given.
template <class Model>
[[nodiscard]] double share_right(Model const& model, dataset_view rows, int only = -1) {
    std::size_t const classes = model.class_count();
    std::vector<float> p(rows.row_count() * classes);
    model.predict_proba(rows.features, p);
    double right = 0.0, all = 0.0;
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (only >= 0 && rows.labels[row] != static_cast<std::uint32_t>(only)) continue;
        std::size_t best = 0;
        for (std::size_t c = 1; c < classes; ++c)
            if (p[row * classes + c] > p[row * classes + best]) best = c;
        right += best == rows.labels[row] ? 1.0 : 0.0;
        all += 1.0;
    }
    return right / all;
}

/// Mean log loss of `model` on `rows`, unweighted.
template <class Model>
[[nodiscard]] double mean_log_loss(Model const& model, dataset_view rows) {
    std::size_t const classes = model.class_count();
    std::vector<float> p(rows.row_count() * classes);
    model.predict_proba(rows.features, p);
    double sum = 0.0;
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        sum -= std::log(std::max(1e-30, static_cast<double>(p[row * classes + rows.labels[row]])));
    return sum / static_cast<double>(rows.row_count());
}

}  // namespace retrain::testing
