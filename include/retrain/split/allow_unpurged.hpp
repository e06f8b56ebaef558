#pragma once

#include <retrain/split/concept.hpp>

#include <utility>

namespace retrain {

/// Use when a program wants a split that is not purged, and knows that a model then looks better on
/// the hold-out than it will be. `row_counts::unpurged` of every run says so.
template <class Split>
struct allow_unpurged : Split {
    using policy_role = split_role;

    /// From the settings where `Split` is.
    template <class Settings>
        requires requires(Settings const& from) { Split::from_settings(from); }
    [[nodiscard]] static allow_unpurged from_settings(Settings const& from) {
        return {Split::from_settings(from)};
    }
};

template <class Split>
allow_unpurged(Split) -> allow_unpurged<Split>;

}  // namespace retrain
