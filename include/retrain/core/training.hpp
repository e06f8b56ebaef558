#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/log_level.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string_view>

namespace retrain {

/// Where a training stands, told after each round.
struct training_progress {
    std::string_view model{};       ///< the slot's name
    std::size_t round = 0;        ///< rounds done, from 1
    std::size_t rounds = 0;       ///< rounds at most
    std::optional<double> loss{}; ///< log loss on the stopping rows, where there are any
};

/// What a trainer is given beside its own parameters.
struct training_request {
    dataset_view rows{};            ///< what to learn from; never empty
    dataset_view stopping_rows{}; ///< rows after them that tell when to stop; empty: all rounds
    std::optional<std::size_t> rounds{};  ///< exactly so many rounds, as the judge took
    std::size_t threads = 1;      ///< at most so many; at least 1
    std::uint64_t seed = 0;
    std::stop_token stop{};       ///< asked between rounds; a stopped training throws `cancelled`
    std::function<void(training_progress const&)> progress{};      ///< may be empty
    std::function<void(log_level, std::string_view)> message{};    ///< may be empty
};

/// Rounds, or whatever a trainer counts its effort in, for a model fitted just as long.
/// A model without rounds answers nothing.
template <class Model>
[[nodiscard]] std::optional<std::size_t> rounds_of(Model const& model) {
    if constexpr (requires { model.rounds(); }) return model.rounds();
    return std::nullopt;
}

}  // namespace retrain
