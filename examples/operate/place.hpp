#pragma once

#include "answer.hpp"
#include "service.hpp"

#include <retrain/core/settings.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/store/file_store.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <system_error>

namespace operate {

namespace rt = retrain;

/// The files of a service, opened by another process.
class place {
   public:
    /// Throws `problem` (usage) where no service keeps its files.
    explicit place(std::filesystem::path const& folder)
        : values_{trading::settings_in(folder).values} {
        std::error_code failed;
        auto const& models = values_.models_directory;
        auto const advice =
            "; name the service's folder with --in, or set RETRAIN_MODELS_DIRECTORY "
            "as it is set for the service";
        if (!std::filesystem::is_directory(models, failed))
            throw problem{exit_code::usage, "wrong_directory",
                          "there is no directory '" + models + "'" + advice};
        if (!std::filesystem::is_empty(models, failed) && !has_marks())
            throw problem{exit_code::usage, "wrong_directory",
                          "'" + models +
                              "' is not a directory of models: it has no ledger.json, no "
                              "versions and no candidates" +
                              advice};
        if (failed)
            throw problem{exit_code::wrong, "store_failed",
                          "can't look into '" + models + "': " + failed.message() +
                              "; run operate as the service's user"};
    }

    [[nodiscard]] rt::settings const& values() const noexcept { return values_; }
    [[nodiscard]] std::filesystem::path models() const { return values_.models_directory; }
    [[nodiscard]] rt::file_store store() const { return rt::file_store::from_settings(values_); }
    [[nodiscard]] rt::file_ledger ledger() const { return rt::file_ledger::from_settings(values_); }

    [[nodiscard]] std::filesystem::path history_file() const {
        return rt::sqlite_history::from_settings(values_).file();
    }

   private:
    [[nodiscard]] bool has_marks() const {
        std::error_code ignored;
        return std::ranges::any_of(
            std::array{"ledger.json", "versions", "candidates", ".run.lock"},
            [&](auto const* mark) { return std::filesystem::exists(models() / mark, ignored); });
    }

    rt::settings values_;
};

/// Throws `problem` (usage) unless the service has a model of that name.
inline void require_model(std::string const& model) {
    if (trading::models::index_of(model)) return;
    std::string known;
    for (auto const& each : trading::models::names)
        known.append(known.empty() ? "" : ", ").append(each);
    throw problem{exit_code::usage, "unknown_model",
                  "no model is named '" + model + "'; this service has: " + known};
}

}  // namespace operate
