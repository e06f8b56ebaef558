#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace retrain::detail {

/// "a, b, c, d, e and 2 more": at most `most` of `names`, for a message. Where only one would be
/// left out, it is named, too.
template <class Text>
[[nodiscard]] std::string first_of(std::vector<Text> const& names, std::size_t most = 5) {
    std::size_t const shown = names.size() <= most + 1 ? names.size() : most;
    std::string text;
    for (std::size_t index = 0; index < shown; ++index)
        text.append(index == 0 ? "" : ", ").append(names[index]);
    if (shown < names.size())
        text.append(" and ").append(std::to_string(names.size() - shown)).append(" more");
    return text;
}

}  // namespace retrain::detail
