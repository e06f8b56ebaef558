#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace retrain::testing {

/// Earns what was said of the first class, so that a test can choose what each trial earns.
struct said_return {
    using direction = higher_is_better;
    using unit = signed_unit;
    static constexpr std::string_view name = "said_return";

    [[nodiscard]] static double row_score(std::span<float const> given, dataset_view,
                                          std::size_t) noexcept {
        return static_cast<double>(given[0]);
    }
    [[nodiscard]] static double score(std::span<float const> said, dataset_view rows) noexcept {
        if (!labelled(said, rows.labels, rows.class_count()))
            return std::numeric_limits<double>::quiet_NaN();
        double sum = 0.0;
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            sum += row_score(said.subspan(2 * row, 2), rows, row);
        return sum / static_cast<double>(rows.row_count());
    }
};

/// Trials that are judged by rows of their own: `tickers` a day, whose labels end `horizon` days
/// later. The column "return" holds what the first trial earns.
struct trials_of_days {
    /// `returns` is row-major, days x `trials`; the first trial is the challenger.
    trials_of_days(std::vector<double> const& returns, std::size_t trials, std::size_t horizon = 1,
                   std::size_t tickers = 1) {
        rows.shape.classes = {"buy", "avoid"};
        rows.shape.auxiliary = {"return"};
        said.resize(trials);
        for (std::size_t at = 0; at < returns.size() / trials * tickers; ++at) {
            std::size_t const date = at / tickers;
            rows.labels.push_back(static_cast<std::uint32_t>(at % 2));
            rows.entry.push_back(day(date));
            rows.exit.push_back(day(date + horizon));
            rows.known.push_back(day(date + horizon));
            rows.auxiliary.push_back(static_cast<float>(returns[date * trials]));
            for (std::size_t trial = 0; trial < trials; ++trial) {
                said[trial].push_back(static_cast<float>(returns[date * trials + trial]));
                said[trial].push_back(0.0F);
            }
        }
    }

    [[nodiscard]] static time_point day(std::size_t date) {
        return std::chrono::sys_days{std::chrono::year{2020} / 1 / 1} +
               std::chrono::days{static_cast<int>(date)};
    }

    /// Valid while this lives and is not changed.
    [[nodiscard]] evidence view() const {
        evidence e = shown;
        e.rows = rows.view();
        e.challenger = said.front();
        e.class_shares = shares;
        e.rivals = std::span{said}.subspan(1);
        return e;
    }
    /// The challenger, that always says "buy".
    [[nodiscard]] evidence buying() {
        said.resize(1);
        for (std::size_t at = 0; at < said[0].size(); ++at) said[0][at] = at % 2 == 0 ? 0.9F : 0.1F;
        return view();
    }

    dataset rows{};
    std::vector<std::vector<float>> said{};
    std::vector<double> shares{0.5, 0.5};
    evidence shown{};
};

}  // namespace retrain::testing
