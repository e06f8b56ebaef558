#pragma once

#include <retrain/detail/printable.hpp>
#include <retrain/drift/data_drift.hpp>

#include <cstddef>
#include <string>

namespace retrain::detail {

/// "momentum, volume and 3 more": the columns that have drifted, five of them by name.
[[nodiscard]] inline std::string drifted_columns(data_drift const& found) {
    constexpr std::size_t by_name = 5;
    std::string text;
    std::size_t named = 0;
    for (auto const& column : found.columns) {
        if (!column.drifted()) continue;
        if (named == by_name) break;
        text += (named++ == 0 ? "" : ", ") + printable(column.name);
    }
    if (found.drifted > named) text += " and " + std::to_string(found.drifted - named) + " more";
    return text;
}

}  // namespace retrain::detail
