#pragma once

#include <retrain/config/reads_of.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/visit_settings.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

namespace detail {
/// What to name so that a member of `settings` is read.
struct reading_advice {
    std::string_view member;
    std::string_view text;
};
inline constexpr std::array reading_advices{
    reading_advice{"training_data", "csv_source reads it; name it, and give it no path"},
    reading_advice{"models_directory", "file_store and file_ledger read it"},
    reading_advice{"logs_directory", "text_history and jsonl_history read it"},
    reading_advice{"min_interval_hours", "min_interval<24h> fixes the interval; name "
                                         "min_interval<> to make it adjustable"},
    reading_advice{"min_new_samples", "min_new_samples<100> fixes the number; name "
                                      "min_new_samples<> to make it adjustable"},
    reading_advice{"auto_backup", "timestamped_backup reads it; no_backup never copies"},
    reading_advice{"allow_network_fs", "file_store and file_ledger read it"},
    reading_advice{"timezone", "csv_source reads it; name it, and give it no path"},
};

[[nodiscard]] constexpr std::string_view advice_on_reading(std::string_view member) noexcept {
    auto const found = std::ranges::find(reading_advices, member, &reading_advice::member);
    return found == reading_advices.end() ? "name a policy that does, or unset it" : found->text;
}
}  // namespace detail

/// The settings that the environment set and none of `Readers` reads, a sentence each: a variable
/// can't change what a type fixes, and whoever sets it should know.
template <class... Readers>
[[nodiscard]] std::vector<std::string> unread_settings(settings const& values) {
    std::vector<std::string_view> read;
    (detail::add_reads<Readers>(read), ...);
    std::vector<std::string> sentences;
    for (auto const& member : values.set_by_environment)
        if (std::ranges::find(read, member) == read.end())
            sentences.push_back(detail::variable_name("RETRAIN_", member) +
                                " is set, but no policy of this service reads it: " +
                                std::string{detail::advice_on_reading(member)});
    return sentences;
}

}  // namespace retrain
