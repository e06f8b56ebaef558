#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace retrain {

/// Consecutive entry dates, by place: `[begin, end)`.
struct date_range {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(date_range const&, date_range const&) = default;
};

/// Units of one test: ranges of dates that share no label.
using unit_list = std::vector<date_range>;

/// Use always, unless one of the others is asked for: every h-th date is a unit, h the label's
/// horizon, and each of the h dates to start on makes a test; the gate combines them. Keeps the
/// size of the test with every h-th date, and finds more of the gains, as it looks at all dates.
struct staggered_units {
    struct gate_units {};

    [[nodiscard]] static std::vector<unit_list> tests(std::size_t dates, std::size_t horizon) {
        std::vector<unit_list> tests(std::min(dates, horizon));
        for (std::size_t date = 0; date < dates; ++date)
            tests[date % horizon].push_back({date, date + 1});
        return tests;
    }
    [[nodiscard]] static constexpr std::size_t dates_for(std::size_t units,
                                                         std::size_t horizon) noexcept {
        return units * horizon;
    }
};

/// Use when a single textbook test is wanted, a paired t test on every h-th date: simplest to
/// explain, and blind to the dates between.
struct thinned_units {
    struct gate_units {};

    [[nodiscard]] static std::vector<unit_list> tests(std::size_t dates, std::size_t horizon) {
        unit_list units;
        for (std::size_t date = 0; date < dates; date += horizon) units.push_back({date, date + 1});
        return {units};
    }
    [[nodiscard]] static constexpr std::size_t dates_for(std::size_t units,
                                                         std::size_t horizon) noexcept {
        return units == 0 ? 0 : (units - 1) * horizon + 1;
    }
};

/// Use when the dates between must count in one test, or where a metric needs many rows a unit, as
/// `auc` does: means of blocks of `Horizons` horizons. Needs `Horizons` times as many dates, and
/// promotes somewhat more often than alpha where differences persist.
template <std::size_t Horizons = 2>
struct block_units {
    static_assert(Horizons >= 2, "block_units<Horizons>: shorter blocks than 2 horizons are not "
                                 "independent of their neighbours");
    struct gate_units {};

    [[nodiscard]] static std::vector<unit_list> tests(std::size_t dates, std::size_t horizon) {
        std::size_t const length = Horizons * horizon;
        unit_list units;
        for (std::size_t begin = dates % length; begin < dates; begin += length)
            units.push_back({begin, begin + length});
        return {units};
    }
    [[nodiscard]] static constexpr std::size_t dates_for(std::size_t units,
                                                         std::size_t horizon) noexcept {
        return units * Horizons * horizon;
    }
};

}  // namespace retrain
