#pragma once

#include <retrain/core/training.hpp>
#include <retrain/trainer/check_training.hpp>
#include <retrain/trainer/row_weights.hpp>
#include <retrain/trainer/xgboost_booster.hpp>
#include <retrain/trainer/xgboost_log.hpp>
#include <retrain/trainer/xgboost_matrix.hpp>
#include <retrain/trainer/xgboost_model.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace retrain {

/// What the trainers that use XGBoost share: one training on the calling thread, from the checked
/// request to the model. All that XGBoost would choose by itself, or choose differently in another
/// version, is set here. The request must outlive it.
class xgboost_training {
   public:
    xgboost_training(training_request const& request, std::string_view model, bool balance_classes)
        : request_{checked(request, model)},
          model_{model},
          threads_{std::clamp<std::size_t>(request.threads, 1,
                                           std::max(1U, std::thread::hardware_concurrency()))},
          log_{request.message},
          class_weights_{balance_classes
                             ? balanced_class_weights(request.rows)
                             : std::vector<double>(request.rows.class_count(), 1.0)},
          weights_{row_weights(request.rows, class_weights_)},
          rows_{request.rows.features, request.rows.feature_count(), threads_} {
        rows_.set_labels(request.rows.labels);
        rows_.set_weights(weights_);
        std::vector<DMatrixHandle> evaluated{rows_.handle()};
        if (request.stopping_rows.row_count() > 0) {
            stopping_weights_ = row_weights(request.stopping_rows, class_weights_);
            stopping_.emplace(request.stopping_rows.features,
                              request.stopping_rows.feature_count(), threads_);
            evaluated.push_back(stopping_->handle());
        }
        booster_.emplace(evaluated);
        set("validate_parameters", 1);  // an unknown parameter becomes a warning
        set("booster", "gbtree");
        set("tree_method", "hist");
        set("base_score", 0.5);
        set("nthread", threads_);
        // 31 bits: an engine's seed is an int, and small seeds stay what they are
        set("seed", (request.seed ^ (request.seed >> 32)) & 0x7fffffff);
        set("objective", outputs() == 1 ? "binary:logistic" : "multi:softprob");
        if (outputs() > 1) set("num_class", outputs());
    }

    template <class T>
    void set(char const* parameter, T value) {
        booster_->set(parameter, value);
    }

    /// Values that the booster predicts for a row: one for two classes, else one for each class.
    [[nodiscard]] std::size_t outputs() const noexcept {
        return request_.rows.class_count() == 2 ? 1 : request_.rows.class_count();
    }
    /// Each row's weight: its own times that of its class.
    [[nodiscard]] std::span<float const> weights() const noexcept { return weights_; }

    /// One round on the objective's gradients. Throws `error` (`cancelled`) if a stop is requested.
    void round() {
        ask_to_go_on();
        booster_->update(rounds_++, rows_);
    }
    /// One round on the given gradients, `outputs()` to a row.
    void round(std::span<float> gradients, std::span<float> hessians) {
        ask_to_go_on();
        booster_->update(rounds_++, rows_, gradients, hessians, outputs());
    }

    /// Tells the progress callback of the round, and answers the mean log loss on the stopping
    /// rows, weighted as the training rows are; nothing where there are none.
    std::optional<double> report(std::size_t rounds) const {
        std::optional<double> loss;
        if (stopping_) loss = stopping_loss();
        if (request_.progress) request_.progress({model_, rounds_, rounds, loss});
        return loss;
    }

    /// The model of the first `rounds` rounds. It went through its file format once, so it is what
    /// a later load will be, and the engine's training state is gone.
    [[nodiscard]] xgboost_model finish(std::size_t rounds) {
        if (rounds < rounds_) booster_ = booster_->first(rounds);
        booster_->name_features(request_.rows.shape->features);
        return xgboost_model::load(booster_->save());
    }

   private:
    [[nodiscard]] double stopping_loss() const {
        auto const values = booster_->predict(*stopping_);
        auto const& labels = request_.stopping_rows.labels;
        double sum = 0.0, total = 0.0;
        for (std::size_t row = 0; row < labels.size(); ++row) {
            double const probability = outputs() > 1 ? values[row * outputs() + labels[row]]
                                       : labels[row] == 1 ? values[row]
                                                          : 1.0 - values[row];
            constexpr double least = std::numeric_limits<float>::min();
            sum -= stopping_weights_[row] * std::log(std::max(probability, least));
            total += stopping_weights_[row];
        }
        return sum / total;
    }

    static training_request const& checked(training_request const& request,
                                           std::string_view model) {
        check_training(request, model);
        return request;
    }

    void ask_to_go_on() const {
        if (request_.stop.stop_requested())
            throw error{failure_reason::cancelled, "the training of " + std::string{model_} +
                                                       " was cancelled after " +
                                                       std::to_string(rounds_) + " rounds"};
    }

    training_request const& request_;
    std::string_view model_;
    std::size_t threads_;
    xgboost_log log_;
    std::vector<double> class_weights_;
    std::vector<float> weights_;
    std::vector<float> stopping_weights_;
    xgboost_matrix rows_;
    std::optional<xgboost_matrix> stopping_;
    std::optional<xgboost_booster> booster_;
    std::size_t rounds_ = 0;
};

}  // namespace retrain
