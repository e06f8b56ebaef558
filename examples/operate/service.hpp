#pragma once

#include "../custom_policy/nearest_centroid.hpp"

#include <retrain/config/environment.hpp>
#include <retrain/config/load_settings.hpp>
#include <retrain/defaults.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/retrain.hpp>

#include <filesystem>
#include <string>
#include <string_view>

// The service that two programs share: the trader, which runs it, and operate, which operators run
// beside it. A program of your own names its own policies here, and both are compiled with them.
namespace trading {

namespace rt = retrain;

struct desk {
    static constexpr std::string_view name = "desk";
};

using models = rt::train_each<custom_policy::nearest_centroid>;

/// `Surroundings` are what the two programs differ in: whose thread does the work, and where
/// messages go.
template <class... Surroundings>
using service =
    rt::retraining_service<rt::named<desk>, rt::backtest_or_large_batch, rt::min_interval<>,
                           rt::timestamped_backup<rt::keep_last<10>>, models, rt::await_approval<>,
                           rt::record_to<rt::text_history, rt::sqlite_history>, Surroundings...>;

/// What the environment says, with relative paths taken from `folder`. Throws
/// `retrain::settings_error` where a variable can't be used.
[[nodiscard]] inline rt::loaded<rt::settings> settings_in(std::filesystem::path const& folder) {
    auto found = rt::load_settings<rt::settings>(rt::environment::of_process());
    for (auto* const path : {&found.values.training_data, &found.values.models_directory,
                             &found.values.logs_directory})
        *path = (folder / *path).lexically_normal().string();
    return found;
}

}  // namespace trading
