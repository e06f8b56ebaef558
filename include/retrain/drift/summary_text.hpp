#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/words.hpp>
#include <retrain/drift/reference_summary.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {

inline constexpr std::string_view summary_format = "retrain.reference_summary.1";

[[nodiscard]] inline bool ascends(std::vector<float> const& values) noexcept {
    return std::ranges::all_of(values, [](float v) { return std::isfinite(v); }) &&
           std::ranges::is_sorted(values);
}

/// `column` is one that `summarize_column` can have made.
[[nodiscard]] inline bool is_whole(column_summary const& column) noexcept {
    bool const numbers = compares_numbers(column.test);
    bool const shaped = numbers ? column.counts.empty() && column.into.points.empty() &&
                                      column.quantiles.empty() == (column.rows == 0)
                                : column.quantiles.empty() &&
                                      column.counts.size() == column.into.points.size() + 1;
    bool const z = column.test == two_sample_test::z;
    return shaped && column.deviation >= 0 && std::isfinite(column.deviation) &&
           !(column.learned.between_windows < 0) && !(column.learned.window_to_rest < 0) &&
           ascends(column.quantiles) && ascends(column.into.points) &&
           std::ranges::all_of(column.counts,
                               [](double n) { return n >= 0 && std::isfinite(n); }) &&
           (!z || (column.into.points.size() == 2 && !column.into.edges));
}

[[nodiscard]] inline std::optional<column_summary> read_column(word_reader& words) {
    auto const name = words.text();
    auto const test = words.word();
    auto const rows = words.number<std::size_t>();
    auto const missing = words.number<std::size_t>();
    auto const deviation = words.number<double>();
    auto const between = words.number<double>();
    auto const to_rest = words.number<double>();
    auto quantiles = words.numbers<float>();
    auto const edges = words.word();
    auto points = words.numbers<float>();
    auto counts = words.numbers<double>();
    if (!name || !test || !two_sample_test_named(*test) || !rows || !missing || !deviation ||
        !between || !to_rest || !quantiles || !edges || !points || !counts)
        return std::nullopt;
    column_summary column{std::string{*name}, *two_sample_test_named(*test), *rows, *missing,
                          *deviation, {*between, *to_rest}, std::move(*quantiles),
                          {std::move(*points), *edges == "edges"}, std::move(*counts)};
    if (!is_whole(column)) return std::nullopt;
    return column;
}

}  // namespace detail

/// The summary as text of one line, which `read_summary` reads back exactly: about 2,300
/// and at most 3,500 characters a column that is compared as numbers, 300 a column of few values,
/// beside its name.
[[nodiscard]] inline std::string write_summary(reference_summary const& summary) {
    detail::word_writer words;
    words.word(detail::summary_format).number(summary.window).number(summary.fingerprint);
    words.number(summary.columns.size());
    for (auto const& column : summary.columns) {
        words.text(column.name).word(name(column.test)).number(column.rows).number(column.missing);
        words.number(column.deviation).number(column.learned.between_windows);
        words.number(column.learned.window_to_rest).numbers(column.quantiles);
        words.word(column.into.edges ? "edges" : "values").numbers(column.into.points);
        words.numbers(column.counts);
    }
    return words.take();
}

/// Reads what `write_summary` wrote. Throws `error` (`bad_data`) on anything else.
[[nodiscard]] inline reference_summary read_summary(std::string_view text) {
    auto const refuse = [](std::string const& what) {
        throw error{failure_reason::bad_data,
                    "the summary of a model's training rows can't be read, " + what +
                        ": retrain the model to have a new one"};
    };
    detail::word_reader words{text};
    if (words.word() != detail::summary_format)
        refuse("it does not start with " + std::string{detail::summary_format});
    auto const window = words.number<std::size_t>();
    auto const fingerprint = words.number<std::uint64_t>();
    auto const columns = words.number<std::size_t>();
    if (!window || !fingerprint || !columns) refuse("its first numbers are damaged");
    reference_summary summary{*window, *fingerprint};
    for (std::size_t i = 0; i < *columns; ++i) {
        auto column = detail::read_column(words);
        if (!column)
            refuse("column " + std::to_string(i + 1) + " of " + std::to_string(*columns) +
                   " is damaged");
        summary.columns.push_back(std::move(*column));
    }
    if (!words.done()) refuse("it goes on after its last column");
    return summary;
}

}  // namespace retrain
