#pragma once

#include <retrain/core/settings.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace quickstart {

/// Empties the folder of an earlier quickstart, or makes a new one. A folder with a `data`, a
/// `models` or a `logs` that no quickstart made is refused: nothing of anybody else is removed.
/// Throws `std::runtime_error` or `std::filesystem::filesystem_error`.
inline void prepare_output(std::filesystem::path const& folder) {
    auto const mark = folder / ".made-by-quickstart";
    bool const ours = std::filesystem::exists(mark);
    for (auto const* part : {"data", "models", "logs"}) {
        if (!ours && std::filesystem::exists(folder / part))
            throw std::runtime_error{(folder / part).string() + " is there and was not made by "
                                     "this program; name another folder with --output"};
        std::filesystem::remove_all(folder / part);
    }
    std::filesystem::create_directories(folder);
    if (!(std::ofstream{mark} << "The quickstart empties data, models and logs beside this.\n"))
        throw std::runtime_error{"can't write " + mark.string()};
    std::filesystem::create_directories(folder / "logs");
}

/// The settings of a service that keeps all its files in `folder`.
[[nodiscard]] inline retrain::settings settings_for(std::filesystem::path const& folder) {
    retrain::settings values;
    values.training_data = (folder / "data" / "ml_training_data.csv").string();
    values.models_directory = (folder / "models").string();
    values.logs_directory = (folder / "logs").string();
    return values;
}

}  // namespace quickstart
