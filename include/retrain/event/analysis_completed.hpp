#pragma once

#include <cstddef>
#include <string_view>

namespace retrain {

/// A batch of instruments has been analysed and its rows were appended to the training data.
struct analysis_completed {
    static constexpr std::string_view event_name = "analysis_completed";

    std::size_t batch_size = 0;  ///< instruments in the batch
};

}  // namespace retrain
