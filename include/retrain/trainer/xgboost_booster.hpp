#pragma once

#include <retrain/core/schema.hpp>
#include <retrain/trainer/xgboost_matrix.hpp>

#include <xgboost/c_api.h>
#include <xgboost/version_config.h>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain {

/// XGBoost's booster, owned: the calls of its C API that a trainer and a model need, each checked,
/// each result copied before the next call can overwrite it. Nothing is set but what is asked for.
/// A booster is created, trained and evaluated on one thread. All members throw `error`
/// (`training_failed`, and `load` `corrupt_model`) where XGBoost refuses.
class xgboost_booster {
   public:
    /// `evaluated` are the matrices to train with and to predict while training; for these XGBoost
    /// keeps the sum of the trees so far. They must outlive the training.
    explicit xgboost_booster(std::span<DMatrixHandle const> evaluated = {}) {
        BoosterHandle handle = nullptr;
        check(XGBoosterCreate(evaluated.data(), evaluated.size(), &handle), "create a booster");
        handle_.reset(handle);
    }

    /// Sets a parameter. XGBoost ignores names that it does not know and many bad values.
    template <class T>
        requires std::is_arithmetic_v<T> || std::convertible_to<T, std::string_view>
    void set(char const* parameter, T value) {
        std::string text;
        if constexpr (std::is_arithmetic_v<T>) {
            char digits[32];
            text.assign(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
        } else {
            text = std::string_view{value};
        }
        check(XGBoosterSetParam(handle(), parameter, text.c_str()),
              std::string{"set "} + parameter + " to " + text);
    }

    /// One boosting round on the objective's gradients.
    void update(std::size_t round, xgboost_matrix const& rows) {
        check(XGBoosterUpdateOneIter(handle(), static_cast<int>(round), rows.handle()),
              "train a round");
    }

    /// One boosting round on these gradients, row-major, `outputs` to a row.
    void update(std::size_t round, xgboost_matrix const& rows, std::span<float> gradients,
                std::span<float> hessians, std::size_t outputs) {
#if XGBOOST_VER_MAJOR >= 3
        int const status = XGBoosterTrainOneIter(
            handle(), rows.handle(), static_cast<int>(round),
            detail::array_interface<float>(gradients, outputs).c_str(),
            detail::array_interface<float>(hessians, outputs).c_str());
#else
        static_cast<void>(round);
        static_cast<void>(outputs);
        int const status = XGBoosterBoostOneIter(handle(), rows.handle(), gradients.data(),
                                                 hessians.data(), gradients.size());
#endif
        check(status, "train a round");
    }

    /// What the booster predicts for `rows`: for each row its `outputs()` values.
    [[nodiscard]] std::vector<float> predict(xgboost_matrix const& rows) const {
        bst_ulong const* shape = nullptr;
        bst_ulong dimensions = 0;
        float const* result = nullptr;
        check(XGBoosterPredictFromDMatrix(
                  handle(), rows.handle(),
                  R"({"type":0,"training":false,"iteration_begin":0,"iteration_end":0,)"
                  R"("strict_shape":true})",
                  &shape, &dimensions, &result),
              "predict");
        return {result, result + shape[0] * shape[1]};
    }

    /// The same for row-major `rows` in place, handed to `take` as a span; answers the number of
    /// values to a row. Unlike all others it may be called from several threads at once.
    template <class Take>
    std::size_t predict(std::span<float const> rows, std::size_t columns, Take&& take) const {
        bst_ulong const* shape = nullptr;
        bst_ulong dimensions = 0;
        float const* result = nullptr;
        check(XGBoosterPredictFromDense(
                  handle(), detail::array_interface(rows, columns).c_str(),
                  R"({"type":0,"training":false,"iteration_begin":0,"iteration_end":0,)"
                  R"("strict_shape":true,"cache_id":0,"missing":NaN})",
                  nullptr, &shape, &dimensions, &result),
              "predict");
        std::size_t const outputs = shape[1];
        std::forward<Take>(take)(std::span<float const>{result, shape[0] * outputs});
        return outputs;
    }

    /// A booster of the first `rounds` rounds. It takes trees, objective and attributes along.
    [[nodiscard]] xgboost_booster first(std::size_t rounds) const {
        BoosterHandle handle = nullptr;
        check(XGBoosterSlice(this->handle(), 0, static_cast<int>(rounds), 1, &handle),
              "cut the model to its first " + std::to_string(rounds) + " rounds");
        return xgboost_booster{owned{handle}};
    }

    /// The model file: UBJ, which XGBoost 1.6 and later reads in every language.
    [[nodiscard]] std::vector<std::byte> save() const {
        bst_ulong size = 0;
        char const* bytes = nullptr;
        check(XGBoosterSaveModelToBuffer(handle(), R"({"format":"ubj"})", &size, &bytes),
              "save the model");
        auto const data = reinterpret_cast<std::byte const*>(bytes);
        return {data, data + size};
    }

    /// Bytes that were damaged can crash the process inside XGBoost: verify them before.
    [[nodiscard]] static xgboost_booster load(std::span<std::byte const> bytes) {
        xgboost_booster booster;
        check(XGBoosterLoadModelFromBuffer(booster.handle(), bytes.data(), bytes.size()),
              "read the model file", failure_reason::corrupt_model);
        return booster;
    }

    [[nodiscard]] std::size_t rounds() const {
        int rounds = 0;
        check(XGBoosterBoostedRounds(handle(), &rounds), "count the rounds");
        return static_cast<std::size_t>(std::max(rounds, 0));
    }
    [[nodiscard]] std::size_t feature_count() const {
        bst_ulong count = 0;
        check(XGBoosterGetNumFeature(handle(), &count), "count the features");
        return count;
    }
    /// XGBoost's own account of all parameters, JSON.
    [[nodiscard]] std::string configuration() const {
        bst_ulong size = 0;
        char const* text = nullptr;
        check(XGBoosterSaveJsonConfig(handle(), &size, &text), "tell its configuration");
        return {text, size};
    }

    /// Writes the features' names and types into the model, for its other readers.
    void name_features(std::span<feature_column const> features) {
        std::vector<char const*> names, types;
        for (auto const& feature : features) {
            names.push_back(feature.name.c_str());
            types.push_back(feature.type == column_type::boolean ? "i" : "float");
        }
        check(XGBoosterSetStrFeatureInfo(handle(), "feature_name", names.data(), names.size()),
              "name the features");
        check(XGBoosterSetStrFeatureInfo(handle(), "feature_type", types.data(), types.size()),
              "take the features' types");
    }

    void set_attribute(std::string const& key, std::string const& value) {
        check(XGBoosterSetAttr(handle(), key.c_str(), value.c_str()), "set the attribute " + key);
    }
    [[nodiscard]] std::optional<std::string> attribute(std::string const& key) const {
        char const* value = nullptr;
        int found = 0;
        check(XGBoosterGetAttr(handle(), key.c_str(), &value, &found), "read the attribute " + key);
        if (found == 0) return std::nullopt;
        return value;
    }

    [[nodiscard]] BoosterHandle handle() const noexcept { return handle_.get(); }

   private:
    struct free {
        void operator()(BoosterHandle handle) const noexcept { XGBoosterFree(handle); }
    };
    using owned = std::unique_ptr<void, free>;

    explicit xgboost_booster(owned handle) noexcept : handle_{std::move(handle)} {}

    static void check(int status, std::string_view what,
                      failure_reason why = failure_reason::training_failed) {
        detail::check_xgboost(status, why, what);
    }

    owned handle_;
};

}  // namespace retrain
