#pragma once

#include <retrain/core/time.hpp>
#include <retrain/core/trading_days.hpp>
#include <retrain/core/verdict.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>

namespace retrain::detail {

/// From when on a hold-out will span enough dates after `seen_until`, if rows go on as they did and
/// nothing is promoted meanwhile. `needed(horizon)` of them are enough, `unseen` there are now;
/// `held_out` is the hold-out's calendar. Nothing where that will never be, where the split does
/// not say, and where it is not dates that are wanting. Throws `std::bad_alloc`.
template <class DatesNeeded>
[[nodiscard]] std::optional<time_point> decidable_from(evidence const& e,
                                                       trading_days const& held_out,
                                                       std::size_t unseen, time_point seen_until,
                                                       DatesNeeded const& needed) {
    if (e.dates_for == nullptr) {  // each further date joins the hold-out, and none leaves it
        auto const wanted = needed(held_out.horizon);
        return wanted > unseen ? held_out.expect(wanted - unseen, e.now) : std::nullopt;
    }
    auto const all = trading_days_of(e.split_from);
    auto const wanted = needed(all.horizon);
    if (wanted <= unseen) return std::nullopt;
    auto const spanned = e.dates_for(wanted, all.horizon);
    if (!spanned) return std::nullopt;
    auto const seen = static_cast<std::size_t>(
        std::ranges::upper_bound(all.first_entry, seen_until) - all.first_entry.begin());
    auto const in_all = std::max(*spanned, seen + wanted);
    if (in_all <= all.dates.size()) return std::nullopt;
    return all.expect(in_all - all.dates.size(), e.now);
}

}  // namespace retrain::detail
