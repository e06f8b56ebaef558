#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/serve/prediction.hpp>
#include <retrain/core/feature_struct.hpp>
#include <retrain/detail/first_of.hpp>
#include <retrain/trainer/concept.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// A model that serves, with all that is known of it. Immutable, so any number of threads may ask.
template <Model M>
class live_model {
   public:
    live_model(M model, std::string name, model_version version, std::uint64_t generation)
        : model_{std::move(model)},
          name_{std::move(name)},
          version_{std::move(version)},
          generation_{generation} {}

    /// One probability a class for each of the `rows.size() / feature_count()` rows, row-major.
    /// Throws `error` (`bad_data`) if `rows` is not a whole number of rows.
    [[nodiscard]] std::vector<float> predict_proba(std::span<float const> rows) const {
        std::size_t const width = model_.feature_count();
        if (width == 0 || rows.size() % width != 0)
            throw error{failure_reason::bad_data,
                        "model '" + name_ + "' reads rows of " + features() + "; " +
                            values(rows.size()) + " are no whole rows"};
        std::vector<float> probabilities(rows.size() / width * model_.class_count());
        model_.predict_proba(rows, probabilities);
        return probabilities;
    }

    /// The answer for one row of features in the schema's order. Throws `error` (`bad_data`)
    /// unless `row` has exactly one value a feature.
    [[nodiscard]] prediction predict(std::span<float const> row) const {
        if (row.size() != model_.feature_count())
            throw error{failure_reason::bad_data, "model '" + name_ + "' reads one row of " +
                                                      features() + "; got " + values(row.size())};
        return most_probable(predict_proba(row), version_.metadata.classes);
    }

    /// The answer for one row of the struct that named the columns at training time. Throws `error`
    /// (`bad_data`) if the model was trained on other columns, so a skew between
    /// training and serving cannot pass unnoticed.
    template <FeatureStruct Features>
    [[nodiscard]] prediction predict(Features const& features) const {
        if (fingerprint_of<Features> != version_.metadata.fingerprint)
            throw error{failure_reason::bad_data,
                        "model '" + name_ + "' was trained on other columns than this struct has; "
                        "retrain it on the struct, or serve the struct that it was trained on"};
        auto const row = flatten(features);
        return predict(std::span<float const>{row});
    }

    [[nodiscard]] M const& model() const noexcept { return model_; }
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] model_version const& version() const noexcept { return version_; }
    [[nodiscard]] model_metadata const& metadata() const noexcept { return version_.metadata; }
    /// The generation that made it live, by a publish or a rollback. A pin makes a later one, and
    /// changes nothing here, where the store notes what was live when.
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

   private:
    /// "2 features (momentum, volume)", for a message.
    [[nodiscard]] std::string features() const {
        std::size_t const width = model_.feature_count();
        auto const& names = version_.metadata.features;
        std::string const text = std::to_string(width) + (width == 1 ? " feature" : " features");
        if (names.size() != width || width == 0) return text;
        return text + " (" + detail::first_of(names) + ")";
    }
    [[nodiscard]] static std::string values(std::size_t count) {
        return std::to_string(count) + (count == 1 ? " value" : " values");
    }

    M model_;
    std::string name_;
    model_version version_;
    std::uint64_t generation_;
};

}  // namespace retrain
