#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/core/version.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/trainer/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// What is to be known of a model that was trained on `rows` and of which the gate said `verdict`.
[[nodiscard]] inline model_metadata describe_model(contest_rows const& rows, verdict const& verdict,
                                                   std::string const& because, time_point now) {
    auto const& all = rows.all;
    model_metadata metadata;
    for (auto const& column : all.shape->features) metadata.features.push_back(column.name);
    metadata.classes = all.shape->classes;
    metadata.fingerprint = all.shape->fingerprint();
    metadata.trained_because = because;
    metadata.verdict = std::string{name(verdict.kind)} + ": " + std::string{name(verdict.why)};
    metadata.library_version = std::string{library_version};
    metadata.trained_at = now;
    metadata.rows_known_until = *std::ranges::max_element(all.known);
    metadata.judge_saw_until = *std::ranges::max_element(rows.training.exit);
    metadata.rows = all.row_count();
    metadata.judge_rows = rows.training.labels.size();
    for (std::size_t i = 0; i < rows.missing_shares.size(); ++i)
        metadata.missing_shares[metadata.features[i]] = rows.missing_shares[i];
    metadata.metrics["holdout_rows"] = static_cast<double>(verdict.rows);
    if (!verdict.metric.empty()) {
        std::string const metric{verdict.metric};
        metadata.metrics[metric] = verdict.challenger;
        metadata.metrics["champion_" + metric] = verdict.champion;
        metadata.metrics["floor_" + metric] = verdict.floor;
    }
    if (verdict.tested()) {
        metadata.metrics["units"] = static_cast<double>(verdict.units);
        metadata.metrics["difference"] = verdict.difference;
        metadata.metrics["p_value"] = verdict.p_value;
        metadata.metrics["alpha"] = verdict.alpha;
        metadata.metrics["attempt"] = static_cast<double>(verdict.attempt);
    }
    if (verdict.trials != 0) {
        metadata.metrics["deflated_sharpe"] = verdict.deflated_sharpe;
        metadata.metrics["trials"] = static_cast<double>(verdict.trials);
    }
    if (verdict.rivals != 0) {
        metadata.metrics["overfitting"] = verdict.overfitting;
        metadata.metrics["rivals"] = static_cast<double>(verdict.rivals);
    }
    return metadata;
}

/// The model's bytes, with a copy of what is known of it inside where it can carry one.
template <Model M>
[[nodiscard]] std::vector<std::byte> save_described(M& model, model_metadata const& known) {
    if constexpr (requires { model.annotate(std::string_view{}, std::string_view{}); }) {
        std::string classes;
        for (auto const& label : known.classes) classes += (classes.empty() ? "" : ",") + label;
        model.annotate("retrain.classes", classes);
        model.annotate("retrain.fingerprint", std::to_string(known.fingerprint));
        model.annotate("retrain.trained_at", iso_time(known.trained_at));
        model.annotate("retrain.trained_because", known.trained_because);
        model.annotate("retrain.rows", std::to_string(known.rows));
        model.annotate("retrain.rows_known_until", iso_time(known.rows_known_until));
        model.annotate("retrain.judge_saw_until", iso_time(known.judge_saw_until));
        model.annotate("retrain.verdict", known.verdict);
        model.annotate("retrain.library_version", known.library_version);
        for (auto const& [metric, value] : known.metrics)
            model.annotate("retrain.metric." + metric, std::to_string(value));
    }
    return model.save();
}

}  // namespace retrain
