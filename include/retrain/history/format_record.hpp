#pragma once

#include <retrain/core/describe.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/detail/printable.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace retrain {

namespace detail {
/// `value` with `digits` decimals, in no locale.
[[nodiscard]] inline std::string decimals(double value, int digits) {
    char text[400];  // the largest double has 309 digits before the point
    auto const [end, failed] =
        std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits);
    return failed == std::errc{} ? std::string{text, end} : "?";
}

/// One line of a block, its name in a column of its own.
inline void put_line(std::string& block, std::string_view name, std::string const& text) {
    block.append("  ").append(name).append(name.size() < 9 ? 9 - name.size() : 1, ' ');
    block.append(text).push_back('\n');
}

[[nodiscard]] inline std::string rows_line(row_counts const& rows) {
    auto const count = [](std::size_t number, std::string_view what) {
        return std::to_string(number).append(" ").append(what);
    };
    auto const if_any = [&](std::size_t number, std::string_view what) {
        return number == 0 ? std::string{} : std::string{", "} + count(number, what);
    };
    return count(rows.read, "read, ") + count(rows.kept, "kept (") +
           count(rows.training, "to train, ") + count(rows.holdout, "held out, ") +
           (rows.unpurged ? std::string{"not purged"} : count(rows.purged, "purged")) +
           if_any(rows.outside_window, "outside the window") + "), " +
           count(rows.dropped(), "dropped (") + count(rows.immature, "immature, ") +
           count(rows.filtered, "filtered, ") + count(rows.insufficient, "insufficient") +
           if_any(rows.unknown_label, "of unknown label") +
           if_any(rows.out_of_order, "out of order") + if_any(rows.infinite, "infinite") +
           if_any(rows.duplicate, "duplicate") + if_any(rows.rare_class, "of a rare class") +
           if_any(rows.unfit, "unfit") + "), " + count(rows.new_samples, "new, ") +
           count(rows.revised, "revised");
}

/// The scores that were computed; empty where none was.
[[nodiscard]] inline std::string scores_line(verdict const& judged) {
    std::string text;
    auto const put = [&text](std::string_view who, double score) {
        if (!std::isfinite(score)) return;
        text.append(text.empty() ? "" : ", ").append(who).append(" ").append(decimals(score, 4));
    };
    put("challenger", judged.challenger);
    put("champion", judged.champion);
    put("floor", judged.floor);
    if (text.empty()) return text;
    return printable(judged.metric) + " of " + text + " on " + std::to_string(judged.rows) +
           " rows";
}

/// What the test found; empty where there was none.
[[nodiscard]] inline std::string test_line(verdict const& judged) {
    if (!judged.tested()) return {};
    std::string text = judged.difference < 0 ? "loss of " : "gain of ";
    text.append(decimals(std::abs(judged.difference), 6)).append(" over ");
    text.append(std::to_string(judged.units)).append(" units, p ");
    text.append(decimals(judged.p_value, 5)).append(" to be below ");
    text.append(decimals(judged.alpha, 5)).append(", attempt ");
    return text.append(std::to_string(judged.attempt));
}

/// What stands between the challenger and the verdict that it wanted; empty where nothing does.
[[nodiscard]] inline std::string obstacle_line(verdict const& judged) {
    std::string text;
    if (!judged.requirement.empty())
        text.append("missed: ").append(printable(missed_requirement(judged)));
    if (!judged.requirement.empty() && judged.slice && !judged.slice_name)
        text.append(" = ").append(short_number(*judged.slice));
    if (!judged.decidable_from) return text;
    text.append(text.empty() ? "" : ", ").append(std::to_string(judged.units));
    return text.append(" units; enough from ").append(iso_time(*judged.decidable_from));
}

/// What the guards against overfitting found; empty where none was asked.
[[nodiscard]] inline std::string overfitting_line(verdict const& judged) {
    auto const chance = [](double share) {
        return std::isfinite(share) ? decimals(share, 4) : std::string{"unknown"};
    };
    std::string text;
    if (judged.trials != 0)
        text.append("deflated Sharpe ").append(chance(judged.deflated_sharpe))
            .append(", trial ").append(std::to_string(judged.trials));
    if (judged.rivals != 0)
        text.append(text.empty() ? "" : ", ").append("overfitting probability ")
            .append(chance(judged.overfitting)).append(" beside ")
            .append(std::to_string(judged.rivals)).append(judged.rivals == 1 ? " rival" : " rivals");
    return text;
}

inline void put_model(std::string& block, model_outcome const& model) {
    put_line(block, "model", printable(describe(model)));
    if (model.by_hand)
        put_line(block, "", std::string{"because "} + printable(model.by_hand->because));
    if (model.verdict)
        if (auto const scores = scores_line(*model.verdict); !scores.empty())
            put_line(block, "", scores);
    if (model.verdict)
        for (auto const& line : {test_line(*model.verdict), overfitting_line(*model.verdict),
                                 obstacle_line(*model.verdict)})
            if (!line.empty()) put_line(block, "", line);
    if (model.rounds != 0)
        put_line(block, "",
                 std::to_string(model.rounds) + " rounds, " + decimals(model.seconds, 1) + " s");
    if (!model.backup.empty())
        put_line(block, "", std::string{"backup "} + printable(model.backup));
}

/// The service that the first line of a block names, be it a run's, a person's act or a recovery;
/// nothing for other lines.
[[nodiscard]] inline std::optional<std::string_view> service_of(std::string_view line) {
    constexpr std::array<std::string_view, 3> starts{"run ", "by hand  ", "recovery  "};
    if (std::ranges::none_of(starts, [&](auto start) { return line.starts_with(start); }))
        return std::nullopt;
    auto const time = line.find("  ");
    auto const service = time == line.npos ? time : line.find("  ", time + 2);
    if (service == line.npos) return std::nullopt;
    return line.substr(service + 2);
}

/// The model and the generation that a line of `put_model` says went live; nothing for other lines.
[[nodiscard]] inline std::optional<std::pair<std::string, std::uint64_t>> gone_live(
    std::string_view line) {
    constexpr std::string_view start = "  model    ";
    if (!line.starts_with(start)) return std::nullopt;
    line.remove_prefix(start.size());
    auto const model = line.substr(0, line.find(' '));
    line.remove_prefix(model.size());
    for (std::string_view const what :
         {" is live, generation ", " rolled back, generation ", " is pinned, generation ",
          " is pinned no longer, generation "}) {
        if (!line.starts_with(what)) continue;
        std::uint64_t generation = 0;
        auto const* const digits = line.data() + what.size();
        if (std::from_chars(digits, line.data() + line.size(), generation).ec == std::errc{})
            return std::pair{std::string{model}, generation};
    }
    return std::nullopt;
}
}  // namespace detail

/// A run, or a person's act, as a block of lines for a person, a blank line at its end. Whatever
/// its texts contain, they stay on their line.
[[nodiscard]] inline std::string format_record(run_record const& run) {
    std::string block = detail::title(run) + "  " + iso_time(run.started) + "  " +
                        detail::printable(run.service) + '\n';
    std::string more;
    if (run.coalesced != 0)
        more.append(", and ").append(std::to_string(run.coalesced)).append(" more requests");
    detail::put_line(block, "reason", detail::printable(run.reason) + more);
    if (run.number != 0) {
        std::chrono::duration<double> const took = run.finished - run.started;
        detail::put_line(block, "took", detail::decimals(took.count(), 1) + " s");
        detail::put_line(block, "rows", detail::rows_line(run.rows));
    }
    for (auto const& model : run.models) detail::put_model(block, model);
    if (run.failure)
        detail::put_line(
            block, "error",
            std::string{name(run.failure->why)} + ": " + detail::printable(run.failure->text));
    for (auto const& warning : run.warnings)
        detail::put_line(block, "warning", detail::printable(warning));
    return block + '\n';
}

/// A skip as one line for a person.
[[nodiscard]] inline std::string format_record(skip_record const& skip) {
    return std::string{"skip  "} + iso_time(skip.at) + "  " + detail::printable(skip.service) +
           "  " + detail::printable(describe(skip.refused)) + "  " +
           detail::printable(skip.reason) +
           (skip.times == 1 ? std::string{}
                            : "  " + std::to_string(skip.times) + " times until " +
                                  iso_time(skip.last_at)) +
           '\n';
}

}  // namespace retrain
