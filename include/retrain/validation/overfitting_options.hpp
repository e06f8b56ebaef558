#pragma once

#include <cstddef>

namespace retrain {

/// How sure `unless_lucky` has to be that the returns are no luck.
template <double Share>
struct confidence {
    static_assert(Share > 0.0 && Share < 1.0, "confidence<Share>: Share lies between 0 and 1");
    struct overfitting_confidence {};
    static constexpr double share = Share;
};

/// So many trials that no ledger knows of came before: what a person tried by hand, or in another
/// program, until the model was as it is.
template <std::size_t Count>
struct tried_before {
    struct overfitting_tried_before {};
    static constexpr std::size_t count = Count;
};

/// The largest probability of overfitting that `unless_overfitted` lets pass.
template <double Share>
struct overfitting_limit {
    static_assert(Share >= 0.0 && Share < 1.0,
                  "overfitting_limit<Share>: Share is at least 0 and below 1");
    struct overfitting_limit_of {};
    static constexpr double share = Share;
};

/// So many blocks are halved in all ways; fewer where there are less than two periods for each.
template <std::size_t Count>
struct cross_blocks {
    static_assert(Count >= 2 && Count <= 24 && Count % 2 == 0,
                  "cross_blocks<Count>: Count is an even number from 2 to 24");
    struct overfitting_blocks {};
    static constexpr std::size_t count = Count;
};

}  // namespace retrain
