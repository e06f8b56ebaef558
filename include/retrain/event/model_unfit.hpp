#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retrain {

/// What serves under a name is no better than the class frequencies, and neither is the challenger:
/// the model goes on serving, and somebody should look at it, or stop acting on it. Announced after
/// `retraining_completed<Tag>` by the service of that tag.
template <class Tag>
struct model_unfit {
    static constexpr std::string_view event_name = "model_unfit";
    using tag = Tag;

    std::string model{};
    std::uint64_t generation = 0;  ///< of the version that serves
    std::string metric{};          ///< "log_loss"
    double champion = 0;           ///< its score on the rows that neither judge has seen
    double floor = 0;              ///< that of the class frequencies
};

}  // namespace retrain
