#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/training.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/service/smoke_test.hpp>

#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// How many attempts were decided before this run, by model.
struct past_trials {
    std::map<std::string, std::size_t> since_promotion{};
    std::map<std::string, std::size_t> in_all{};

    /// The next attempt's.
    [[nodiscard]] attempt_counts next(std::string_view model) const {
        auto const count = [&](auto const& decided) {
            auto const found = decided.find(std::string{model});
            return found == decided.end() ? std::size_t{1} : found->second + 1;
        };
        return {count(since_promotion), count(in_all)};
    }
};

/// What all models of one run share.
struct run_order {
    contest_rows const& rows;
    training_request const& training;  ///< threads, seed, stop token and listeners
    std::string const& because;
    time_point now;
    smoke_limits limits{};
    past_trials trials{};
    /// What a trigger wants to know later of the rows that a model learned from; may be empty.
    std::function<std::string(dataset_view)> summarize{};
    std::function<time_point()> clock{};  ///< what time it is when a winner goes live; empty: `now`

    [[nodiscard]] time_point present() const { return clock ? clock() : now; }
};

/// A model as it stands in files: `live` is empty where the judge itself serves.
struct model_files {
    std::vector<std::byte> live;
    std::vector<std::byte> judge;
    model_metadata metadata;
};

/// When a model is published, and what may still stop it.
struct publishing {
    time_point now;
    std::stop_token stop;
};

/// The exception that is being handled, as a failure.
[[nodiscard]] inline failure current_failure() {
    try {
        throw;
    } catch (error const& known) {
        return {known.why(), known.what()};
    } catch (std::exception const& other) {
        return {failure_reason::unexpected, other.what()};
    } catch (...) {
        return {failure_reason::unexpected, "an exception that is no std::exception"};
    }
}

}  // namespace retrain
