#pragma once

#include <span>
#include <string_view>

namespace retrain {

/// A model has answered a row. Whoever calls `predict` publishes it, where a trigger looks at the
/// rows that are served.
///
/// It refers to the row and does not own it, so it is valid while it is being published and can't
/// be copied: a handler that keeps rows copies the features.
struct row_served {
    static constexpr std::string_view event_name = "row_served";

    std::string_view model{};             ///< name of the model that answered
    std::span<float const> features{};    ///< in the schema's order, NaN where a value is missing

    struct not_copied {
        not_copied() = default;
        not_copied(not_copied const&) = delete;
        not_copied& operator=(not_copied const&) = delete;
    };
    [[no_unique_address]] not_copied lives_while_published{};
};

}  // namespace retrain
