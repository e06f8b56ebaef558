#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/missing_shares.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/require_row_sets.hpp>
#include <retrain/split/first_leak.hpp>
#include <retrain/window/all_rows.hpp>
#include <retrain/window/concept.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// The rows of one run, split once for all of its models.
struct contest_rows {
    dataset_view all;  ///< the live model learns from these: mature, admitted, in the window
    dataset training;  ///< the judges learn from these
    dataset holdout;   ///< and are judged by these
    std::size_t purged = 0;
    std::size_t outside_window = 0;         ///< rows that only the window keeps from the judges
    std::vector<double> missing_shares{};   ///< by feature, window or not
    std::shared_ptr<dataset const> windowed{};  ///< owns `all` where a window leaves rows out
    dataset_view split_from{};  ///< all rows of which some were held out, window or not
    /// `evidence::dates_for` of the split.
    std::optional<std::size_t> (*dates_for)(std::size_t, std::size_t) = nullptr;
};

namespace detail {
/// The places in `rows` of those that enter at `from` or later, at least one of them.
[[nodiscard]] inline std::vector<std::size_t> entering_from(dataset_view rows, time_point from) {
    std::vector<std::size_t> places;
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (rows.entry[row] >= from) places.push_back(row);
    if (places.empty())
        throw error{failure_reason::bad_data,
                    "the window leaves none of the " + std::to_string(rows.row_count()) +
                        " rows to learn from; make it begin no later than the last of them"};
    return places;
}

/// How many dates `Split` needs to hold out so many. One that does not say can't be predicted.
template <class Split>
[[nodiscard]] constexpr auto dates_for() noexcept
    -> std::optional<std::size_t> (*)(std::size_t, std::size_t) {
    if constexpr (requires(std::size_t n) {
                      { Split::dates_for(n, n) } -> std::same_as<std::optional<std::size_t>>;
                  })
        return [](std::size_t held_out, std::size_t horizon) {
            return Split::dates_for(held_out, horizon);
        };
    else
        return [](std::size_t, std::size_t) -> std::optional<std::size_t> { return {}; };
}

/// Throws `error` (`bad_data`) where a split is none of `rows`, or not what its type says.
template <class Split>
void require_as_said(split_rows const& sides, dataset_view rows) {
    require_row_sets(sides, rows.row_count());
    if constexpr (Split::purged)
        if (auto const leak = first_leak(sides, rows))
            throw error{failure_reason::bad_data,
                        "the split says that it is purged, but the label interval of its training "
                        "row " + std::to_string(*leak) +
                            " touches the hold-out's; purge it, or say allow_unpurged"};
}
}  // namespace detail

/// Splits `all` with `split`, and leaves rows outside of `window` to neither judge nor live model;
/// `why` is the run's reason. Throws what the policies throw.
template <class Split, class Window>
[[nodiscard]] contest_rows split_contest(Split const& split, Window const& window, dataset_view all,
                                         std::string_view why) {
    split_rows const sides = split.split(all);
    detail::require_as_said<Split>(sides, all);
    contest_rows rows{.all = all,
                      .training = select(all, sides.training),
                      .holdout = select(all, sides.holdout),
                      .purged = sides.purged,
                      .missing_shares = missing_shares(all),
                      .split_from = all,
                      .dates_for = detail::dates_for<Split>()};
    auto const within = [&](dataset_view side) {
        return side.row_count() == 0 ? std::vector<std::size_t>{}
                                     : detail::entering_from(side, window.begin(side, why));
    };
    auto const side = rows.training.view();
    if (auto const kept = within(side); kept.size() < side.row_count()) {
        rows.outside_window = side.row_count() - kept.size();
        rows.training = select(side, kept);
    }
    if (auto const kept = within(all); kept.size() < all.row_count()) {
        rows.windowed = std::make_shared<dataset const>(select(all, kept));
        rows.all = rows.windowed->view();
    }
    return rows;
}

/// The same without a window.
template <class Split>
[[nodiscard]] contest_rows split_contest(Split const& split, dataset_view all) {
    return split_contest(split, all_rows{}, all, {});
}

/// The rows of `all` whose label became known after `since`, as a hold-out; the others train.
[[nodiscard]] inline contest_rows matured_since(dataset_view all, time_point since) {
    std::vector<std::size_t> before, after;
    for (std::size_t row = 0; row < all.row_count(); ++row)
        (all.known[row] > since ? after : before).push_back(row);
    return {all, select(all, before), select(all, after), 0};
}

}  // namespace retrain
