#pragma once

#include <retrain/trainer/ubj_document.hpp>
#include <retrain/trainer/xgboost_booster.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// A classifier that XGBoost trained, ready to serve. The file is XGBoost's own, so any client of
/// it reads the same model. It predicts on the calling thread alone.
class xgboost_model {
   public:
    static constexpr std::string_view extension = "ubj";

    /// Reads what `save` or another XGBoost wrote. Throws `error` (`corrupt_model`) unless it is a
    /// whole UBJ document of a binary:logistic or multi:softprob model with features and rounds
    /// that predicts finite probabilities for a row of missing values. What the trees say is not
    /// examined, and XGBoost may crash on damaged ones: a store verifies length and SHA-256 first, and
    /// `import_xgboost_model` reads what no store of ours wrote.
    [[nodiscard]] static xgboost_model load(std::span<std::byte const> bytes) {
        if (!is_ubj_object(bytes))
            refuse("the " + std::to_string(bytes.size()) +
                   " bytes are no whole UBJ document, as XGBoost writes to a file named .ubj");
        return xgboost_model{xgboost_booster::load(bytes)};
    }

    [[nodiscard]] std::vector<std::byte> save() const { return booster_.save(); }

    /// For each row of `rows`, row-major and NaN where a value is missing, the probability of each
    /// class. Throws `error` (`bad_data`) if the sizes do not fit. Thread-safe. O(rows * trees).
    void predict_proba(std::span<float const> rows, std::span<float> probabilities) const {
        std::size_t const count = rows.size() / feature_count_;
        if (rows.size() % feature_count_ != 0 || probabilities.size() != count * class_count_)
            throw error{failure_reason::bad_data,
                        "can't predict " + std::to_string(rows.size()) + " values into " +
                            std::to_string(probabilities.size()) + ": the model reads " +
                            std::to_string(feature_count_) + " features and writes " +
                            std::to_string(class_count_) + " classes a row"};
        if (count == 0) return;
        booster_.predict(rows, feature_count_, [&](std::span<float const> values) {
            if (class_count_ != 2) {
                std::ranges::copy(values, probabilities.begin());
                return;
            }
            for (std::size_t row = 0; row < count; ++row) {
                probabilities[2 * row] = 1.0F - values[row];
                probabilities[2 * row + 1] = values[row];
            }
        });
    }

    [[nodiscard]] std::size_t feature_count() const noexcept { return feature_count_; }
    [[nodiscard]] std::size_t class_count() const noexcept { return class_count_; }
    /// Boosting rounds, or a forest's trees for each class.
    [[nodiscard]] std::size_t rounds() const noexcept { return rounds_; }

    /// Writes metadata into the model: an attribute of the booster, which `save` keeps.
    void annotate(std::string_view key, std::string_view value) {
        booster_.set_attribute(std::string{key}, std::string{value});
    }
    [[nodiscard]] std::optional<std::string> annotation(std::string const& key) const {
        return booster_.attribute(key);
    }

   private:
    explicit xgboost_model(xgboost_booster booster) : booster_{std::move(booster)} {
        booster_.set("nthread", 1);  // not in the file: a loaded booster would use all cores
        feature_count_ = booster_.feature_count();
        rounds_ = booster_.rounds();
        if (feature_count_ == 0 || rounds_ == 0)
            refuse(std::to_string(feature_count_) + " features and " + std::to_string(rounds_) +
                   " rounds make no model");
        auto const configuration = nlohmann::json::parse(booster_.configuration());
        std::string const objective = configuration.at("learner").at("objective").at("name");
        bool const binary = objective == "binary:logistic";
        if (!binary && objective != "multi:softprob")
            refuse("its objective is '" + objective +
                   "', but only binary:logistic and multi:softprob give class probabilities");
        std::vector<float> const missing(feature_count_, std::numeric_limits<float>::quiet_NaN());
        bool finite = true;
        std::size_t const outputs =
            booster_.predict(missing, feature_count_, [&](std::span<float const> values) {
                finite = std::ranges::all_of(values, [](float p) { return std::isfinite(p); });
            });
        class_count_ = binary ? 2 : outputs;
        if (!finite || (binary ? outputs != 1 : outputs < 2))
            refuse("it predicts " + std::to_string(outputs) + (finite ? "" : " not finite") +
                   " values for a row");
    }

    [[noreturn]] static void refuse(std::string const& why) {
        throw error{failure_reason::corrupt_model, "not a model that can serve: " + why};
    }

    xgboost_booster booster_;
    std::size_t feature_count_ = 0;
    std::size_t class_count_ = 0;
    std::size_t rounds_ = 0;
};

}  // namespace retrain
