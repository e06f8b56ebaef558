#pragma once

#include "classes.hpp"

#include <retrain/core/feature_struct.hpp>
#include <retrain/event/prediction_outcome.hpp>
#include <retrain/serve/live_model.hpp>
#include <retrain/validation/log_loss.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace quickstart {

/// What somebody said of a number of days: for each of them a probability for each class.
using forecasts = std::vector<float>;

inline void append(auto& to, auto const& from) { to.insert(to.end(), from.begin(), from.end()); }

/// The days on which one generation of a model was live, and what came of its verdicts, beside
/// those of the model that it replaced, which goes on predicting in the dark, and beside the class
/// frequencies that were known on each day.
template <class Model>
struct tenure {
    using handle = std::shared_ptr<retrain::live_model<Model> const>;

    handle model;
    handle replaced;  ///< null for the first
    std::chrono::sys_days first_day;
    std::chrono::sys_days last_day;
    std::vector<std::uint32_t> outcomes{};  ///< of the days whose outcome is known
    forecasts said{}, replaced_said{}, frequencies{};  ///< of the same days

    // Mean log loss, NaN where there is nothing to score.
    [[nodiscard]] double loss() const noexcept { return loss_of(said); }
    [[nodiscard]] double replaced_loss() const noexcept { return loss_of(replaced_said); }
    [[nodiscard]] double frequency_loss() const noexcept { return loss_of(frequencies); }

    // Where there is something to score; a loss that can't be computed is worse.
    [[nodiscard]] bool scored() const noexcept { return !outcomes.empty(); }
    [[nodiscard]] bool worse_than_replaced() const noexcept {
        return scored() && replaced && !(loss() <= replaced_loss());
    }
    [[nodiscard]] bool worse_than_frequencies() const noexcept {
        return scored() && !(loss() <= frequency_loss());
    }

   private:
    [[nodiscard]] double loss_of(forecasts const& given) const noexcept {
        return retrain::log_loss::score(given, outcomes, classes.size());
    }
};

/// Follows what is live under one name, through the years.
template <class Model>
class afterwards {
   public:
    using handle = typename tenure<Model>::handle;

    /// Asks the live model, if there is one, and the one that it replaced, for their verdicts on
    /// `day`, later than all days before.
    template <retrain::FeatureStruct Features>
    void predict(std::chrono::sys_days day, Features const& features, handle const& live,
                 forecasts frequencies) {
        if (!live) return;
        if (tenures_.empty())
            tenures_.push_back({live, nullptr, day, day});
        else if (tenures_.back().model != live)
            tenures_.push_back({live, tenures_.back().model, day, day});
        auto& now = tenures_.back();
        now.last_day = day;
        open_.push_back({day, tenures_.size() - 1, live->predict(features).probabilities,
                         now.replaced ? now.replaced->predict(features).probabilities : forecasts{},
                         std::move(frequencies)});
    }

    /// The outcome of `day` has become known: how good what was said of it turned out to be, if
    /// anybody said anything. Days come in order.
    std::optional<retrain::prediction_outcome> learn(std::chrono::sys_days day,
                                                     std::string_view label) {
        if (open_.empty() || open_.front().day != day) return std::nullopt;
        auto const& given = open_.front();
        auto& judged = tenures_[given.tenure];
        auto outcome = retrain::outcome_of(judged.model->name(), judged.model->generation(), day,
                                           given.said, class_of(label));
        judged.outcomes.push_back(class_of(label));
        append(judged.said, given.said);
        append(judged.replaced_said, given.replaced_said);
        append(judged.frequencies, given.frequencies);
        open_.pop_front();
        return outcome;
    }

    [[nodiscard]] std::vector<tenure<Model>> const& tenures() const noexcept { return tenures_; }

    /// All scored days in one: what was live, whichever generation it was.
    [[nodiscard]] tenure<Model> total() const {
        tenure<Model> all{};
        for (auto const& each : tenures_) {
            append(all.outcomes, each.outcomes);
            append(all.said, each.said);
            append(all.frequencies, each.frequencies);
        }
        return all;
    }

   private:
    struct open_verdict {
        std::chrono::sys_days day;
        std::size_t tenure;
        forecasts said, replaced_said, frequencies;
    };

    std::vector<tenure<Model>> tenures_;
    std::deque<open_verdict> open_;  // whose outcome is not known yet, by day
};

}  // namespace quickstart
