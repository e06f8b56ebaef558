#pragma once

#include <cstddef>

namespace retrain {

/// Use when the latest `Count` copies of each model are enough: older ones are removed after a new
/// one has been verified.
template <std::size_t Count>
    requires(Count > 0)
struct keep_last {
    static constexpr std::size_t count = Count;
};

}  // namespace retrain
