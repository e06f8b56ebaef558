#pragma once

#include <retrain/core/ranged.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

namespace retrain {

/// What may differ from one deployment to the next without another build. Each member can come
/// from the environment: `training_data` from `RETRAIN_TRAINING_DATA`, and so on. A program may
/// nest this struct in its own; `config/load_settings.hpp` fills both.
struct settings {
    std::string training_data = "data/ml_training_data.csv";
    std::string models_directory = "models";
    std::string logs_directory = "logs";
    ranged<double, 0, 87'600> min_interval_hours = 24.0;      ///< for `min_interval<>`
    ranged<std::size_t, 0, 1'000'000'000> min_new_samples = 100;  ///< for `min_new_samples<>`
    bool auto_backup = true;       ///< whether `timestamped_backup` copies
    bool allow_network_fs = false; ///< whether models may be written to a network file system
    bool enabled = false;          ///< for `setup_retraining_from_environment`
    std::string timezone = "UTC";  ///< "UTC", "+05:30" or a name such as "Asia/Kolkata"
    ranged<std::size_t, 0, 1024> threads = 0;                 ///< 0: one fewer than the cores
    std::uint64_t seed = 42;
    ranged<double, 0, 86'400> retry_seconds = 60.0;           ///< after a first failure, then doubling
    ranged<double, 0, 8'760> retry_limit_hours = 6.0;         ///< never longer than this
    ranged<double, 0, 10'080> max_run_minutes = 0.0;         ///< a longer run is stopped; 0: none
    ranged<std::size_t, 0, 1'000'000'000> max_memory_mb = 0;  ///< of the process, in a run; 0: any
    ranged<std::size_t, 0, 1'000'000'000> min_free_disk_mb = 100;  ///< without it no run begins
    ranged<double, 0, 86'400> look_seconds = 10.0;           ///< how often to look at what other
                                                             ///< processes changed; 0: never
    ranged<double, 1, 1'000> smoke_size_factor = 10.0;    ///< a new model's size to the old one's
    ranged<double, 1, 1'000> smoke_latency_factor = 10.0; ///< the same for its time to predict

    /// The members that the environment set: filled by `load_settings`, not a setting itself.
    std::set<std::string> set_by_environment{};
};

}  // namespace retrain

BOOST_HANA_ADAPT_STRUCT(retrain::settings, training_data, models_directory, logs_directory,
                        min_interval_hours, min_new_samples, auto_backup, allow_network_fs,
                        enabled, timezone, threads,
                        seed, retry_seconds, retry_limit_hours, max_run_minutes, max_memory_mb,
                        min_free_disk_mb, look_seconds, smoke_size_factor, smoke_latency_factor);
