#pragma once

#include "answer.hpp"

#include <retrain/core/describe.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/time.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

// Times, sizes and reasons in words.
namespace operate {

namespace rt = retrain;

[[nodiscard]] inline rt::time_point now() noexcept { return std::chrono::system_clock::now(); }

[[nodiscard]] inline std::string count_of(std::size_t count, std::string_view what) {
    return std::to_string(count).append(" ").append(what).append(count == 1 ? "" : "s");
}

/// "40 s", "12 min", "3 h" or "9 days".
[[nodiscard]] inline std::string span(std::chrono::nanoseconds length) {
    using namespace std::chrono;
    auto const whole = [&](auto unit) {
        return std::to_string(floor<decltype(unit)>(length).count());
    };
    if (length < minutes{2}) return whole(seconds{}) + " s";
    if (length < hours{2}) return whole(minutes{}) + " min";
    if (length < days{2}) return whole(hours{}) + " h";
    return whole(days{}) + " days";
}

/// "2020-01-31T12:34:56Z (3 h ago)", "never" for what did not happen.
[[nodiscard]] inline std::string when(rt::time_point at) {
    if (at == rt::not_yet) return "never";
    auto const instant = now();
    return rt::iso_time(at) + (at <= instant ? " (" + span(instant - at) + " ago)"
                                             : " (in " + span(at - instant) + ")");
}

[[nodiscard]] inline json time_json(rt::time_point at) {
    return at == rt::not_yet ? json{} : json(rt::iso_time(at));
}

/// "812 B", "14.2 kB", "3.1 GB".
[[nodiscard]] inline std::string size(std::uint64_t bytes) {
    constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < units.size(); ++unit) value /= 1000;
    double const shown = unit == 0 ? value : std::round(value * 10) / 10;
    return rt::detail::short_number(shown) + " " + units[unit];
}

/// "log_loss 0.4312 (champion 0.4501, floor 0.699) on 60 held-out rows": what the gate compared;
/// all that is known where it compared nothing.
[[nodiscard]] inline std::string scores(std::map<std::string, double> const& metrics) {
    std::string compared, all;
    auto const find = [&](std::string const& name) {
        auto const found = metrics.find(name);
        return found != metrics.end() && std::isfinite(found->second)
                   ? rt::detail::short_number(found->second)
                   : std::string{};
    };
    for (auto const& [metric, score] : metrics) {
        auto const value = find(metric);
        if (value.empty()) continue;
        all.append(all.empty() ? "" : ", ").append(metric).append(" ").append(value);
        auto const floor = find("floor_" + metric);
        if (floor.empty()) continue;
        auto const champion = find("champion_" + metric);
        compared.append(compared.empty() ? "" : ", ").append(metric).append(" ").append(value);
        compared.append(champion.empty() ? " (" : " (champion " + champion + ", ");
        compared.append("floor ").append(floor).append(")");
    }
    if (compared.empty()) return all.empty() ? "no scores" : all;
    auto const rows = find("holdout_rows");
    return rows.empty() ? compared : compared + " on " + rows + " held-out rows";
}

/// "12 s of 24 hours" or "37 of 100 samples"; empty where there is no measure.
[[nodiscard]] inline std::string measure(double have, double need, std::string_view unit) {
    return unit.empty() ? std::string{} : rt::detail::measure_text(have, need, unit);
}

[[nodiscard]] inline json number_json(double value) {
    return std::isfinite(value) ? json(value) : json{};
}

[[nodiscard]] inline json scores_json(std::map<std::string, double> const& metrics) {
    json all = json::object();
    for (auto const& [name, value] : metrics) all[name] = number_json(value);
    return all;
}

/// The sentence of `entries` for `key`; empty where there is none.
template <std::size_t N>
[[nodiscard]] std::string_view look_up(
    std::array<std::pair<std::string_view, std::string_view>, N> const& entries,
    std::string_view key) noexcept {
    for (auto const& [name, text] : entries)
        if (name == key) return text;
    return "";
}

/// What a `retrain::skip_reason` of that name means, and what to do.
[[nodiscard]] inline std::string_view meaning_of_skip(std::string_view why) noexcept {
    return look_up(
        std::array<std::pair<std::string_view, std::string_view>, 10>{{
            {"busy", "a run is going on; wait for its end"},
            {"locked_elsewhere", "another process is retraining this directory; it is tried again"},
            {"interval_not_over", "the last run is too recent; 'operate retrain' does not wait"},
            {"too_few_new_samples",
             "too few rows came since the last run; 'operate retrain' does not wait"},
            {"backing_off", "the last run failed, and is tried again by itself; read its failure"},
            {"policy_refused", "a policy of the program's own said no"},
            {"unknown_model", "a model was named that this service does not have"},
            {"store_read_only", "the model directory can't be written; look at its rights"},
            {"shutting_down", "the service was ending"},
            {"paused", "a person paused it; 'operate resume' ends that"},
        }},
        why);
}

/// What a `retrain::verdict_reason` of that name means.
[[nodiscard]] inline std::string_view meaning_of_verdict(std::string_view why) noexcept {
    return look_up(
        std::array<std::pair<std::string_view, std::string_view>, 17>{{
            {"better_than_champion", "shown to be better than the live model"},
            {"first_model", "there was no live model, and it beats the class frequencies"},
            {"champion_below_floor",
             "the live model does not beat the class frequencies, this does"},
            {"refresh", "the live model is old, and this one shown to be hardly worse"},
            {"not_better", "not shown to be better than the live model"},
            {"below_floor", "it does not beat the class frequencies: too little to learn from"},
            {"both_below_floor", "neither it nor the live model beats the class frequencies"},
            {"out_of_bounds", "a score is beyond a bound that the program named"},
            {"requirement_missed", "another metric, or a slice, is worse than the program allows"},
            {"slice_missing", "a required slice has no held-out row"},
            {"not_finite", "a prediction or a score is not finite"},
            {"no_rows", "there is no held-out row"},
            {"insufficient_units", "too few independent rows that neither model has seen"},
            {"no_scale", "a relative change from a score of 0 can't be told"},
            {"classes_changed", "the data has classes that the live model does not know"},
            {"features_changed", "the live model can't read these columns"},
            {"not_validated", "the program validates nothing"},
        }},
        why);
}

}  // namespace operate
