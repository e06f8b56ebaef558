#pragma once

#include "date.hpp"
#include "labels.hpp"
#include "replay.hpp"
#include "report.hpp"

#include <retrain/core/iso_time.hpp>
#include <retrain/core/settings.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace quickstart {

/// Copies what is live to `folder` as `sp500_verdict.ubj`, which any XGBoost loads, with
/// `sp500_verdict.json` beside it: how to feed the model, and how good it is. Throws
/// `std::runtime_error` where no model is live or a file can't be written.
inline void export_reference(std::filesystem::path const& folder,
                             replay::model_afterwards const& model, rt::settings const& values,
                             label_rule rule) {
    if (model.tenures().empty())
        throw std::runtime_error{"there is no model to export: none went live"};
    auto const& last = model.tenures().back();
    auto const& known = last.model->metadata();
    auto const& file = last.model->version().live;
    auto const all = model.total();

    nlohmann::ordered_json card;  // which writes NaN as null
    card["file"] = "sp500_verdict.ubj";
    card["bytes"] = file.length;
    card["sha256"] = file.sha256;
    card["label"] = label_text(rule);
    card["features"] = known.features;
    card["classes"] = known.classes;
    card["fingerprint"] = std::to_string(known.fingerprint);
    card["trained_at"] = rt::iso_time(known.trained_at);
    card["rows"] = known.rows;
    card["rows_known_until"] = rt::iso_time(known.rows_known_until);
    card["judge_rows"] = known.judge_rows;
    card["verdict"] = known.verdict;
    for (auto const& [name, value] : known.metrics) card["holdout"][name] = value;
    card["afterwards"] = {{"from", iso_date(last.first_day)},
                          {"until", iso_date(last.last_day)},
                          {"days_scored", last.outcomes.size()},
                          {"log_loss", last.loss()},
                          {"replaced_log_loss", last.replaced_loss()},
                          {"class_frequencies_log_loss", last.frequency_loss()}};
    card["all_generations"] = {{"generations", model.tenures().size()},
                               {"days_scored", all.outcomes.size()},
                               {"log_loss", all.loss()},
                               {"class_frequencies_log_loss", all.frequency_loss()}};
    card["seed"] = values.seed;
    card["library_version"] = known.library_version;

    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(std::filesystem::path{values.models_directory} / file.file,
                               folder / "sp500_verdict.ubj",
                               std::filesystem::copy_options::overwrite_existing);
    if (!(std::ofstream{folder / "sp500_verdict.json"} << card.dump(2) << '\n'))
        throw std::runtime_error{"can't write " + (folder / "sp500_verdict.json").string()};
}

}  // namespace quickstart
