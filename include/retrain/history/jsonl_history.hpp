#pragma once

#include <retrain/core/iso_time.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/detail/append_to_file.hpp>
#include <retrain/detail/read_lines.hpp>
#include <retrain/detail/recorded_generations.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/history/file_rotation.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// Appends each run and each skip as one JSON object on a line of its own. Use when programs read
/// the history: `jq`, pandas, a dashboard. `docs/history.md` lists the fields, `read_jsonl_history`
/// reads them. A file that is full is put aside (`file_rotation`); processes may share it.
///
/// Times are UTC; numbers that are not finite are null; bytes that are not UTF-8 are replaced by
/// U+FFFD. The text is ASCII, all else is escaped: whatever a reader takes for the end of a line, a
/// record has one. A record is on the disk when `record` returns. It throws `error` (`store_failed`) where
/// that fails; the file then has its earlier records and, at worst, a part of the new one.
class jsonl_history {
   public:
    using policy_role = history_role;
    static constexpr std::array<std::string_view, 1> reads{"logs_directory"};

    /// Records in `file`, which is made with its folders by the first record.
    explicit jsonl_history(std::filesystem::path file, file_rotation rotation = {})
        : file_{std::move(file)}, rotation_{rotation} {}

    /// `ml_retraining_history.jsonl` in the settings' `logs_directory`.
    [[nodiscard]] static jsonl_history from_settings(settings const& from) {
        return jsonl_history{std::filesystem::path{from.logs_directory} /
                             "ml_retraining_history.jsonl"};
    }

    [[nodiscard]] std::filesystem::path const& file() const noexcept { return file_; }

    void record(run_record const& run) {
        json models = json::array();
        for (auto const& model : run.models) models.push_back(object_of(model));
        std::chrono::duration<double> const took = run.finished - run.started;
        append({{"kind", "run"},
                {"number", run.number},
                {"service", run.service},
                {"reason", run.reason},
                {"coalesced", run.coalesced},
                {"started", iso_time(run.started)},
                {"finished", iso_time(run.finished)},
                {"seconds", took.count()},
                {"rows", object_of(run.rows)},
                {"models", std::move(models)},
                {"failure", object_or_null(run.failure)},
                {"warnings", run.warnings}});
    }

    void record(skip_record const& skip) {
        append({{"kind", "skip"},
                {"service", skip.service},
                {"reason", skip.reason},
                {"at", iso_time(skip.at)},
                {"times", skip.times},
                {"last_at", iso_time(std::max(skip.at, skip.last_at))},
                {"refused",
                 {{"why", name(skip.refused.why)},
                  {"policy", skip.refused.policy},
                  {"have", skip.refused.have},
                  {"need", skip.refused.need},
                  {"unit", skip.refused.unit}}}});
    }

    /// Records those of `publications` that are neither in the file nor in those put aside.
    std::size_t complete(std::span<run_record const> publications) {
        if (publications.empty()) return 0;
        detail::recorded_generations known;
        detail::read_lines(file_, [&](std::string_view line) { add_known(known, line); });
        return known.complete(*this, publications);
    }

   private:
    using json = nlohmann::ordered_json;

    [[nodiscard]] static std::string printable(json const& text) {
        return detail::printable(text.get_ref<std::string const&>());
    }

    /// Enters what the run on `line` made live; a torn line says nothing.
    static void add_known(detail::recorded_generations& known, std::string_view line) {
        bool const may_tell = line.find("\"published\":true") != line.npos ||
                              line.find("\"by_hand\":{") != line.npos;
        if (!may_tell) return;
        auto const run = json::parse(line, nullptr, false);
        try {
            for (auto const& model : run.at("models"))
                if (model.at("published") == true || model.at("by_hand").is_object())
                    known.add(printable(run.at("service")), printable(model.at("name")),
                              model.at("generation"));
        } catch (json::exception const&) {  // no run of ours
        }
    }

    [[nodiscard]] static json object_of(row_counts const& rows) {
        return {{"read", rows.read},
                {"kept", rows.kept},
                {"dropped", rows.dropped()},
                {"immature", rows.immature},
                {"unknown_label", rows.unknown_label},
                {"out_of_order", rows.out_of_order},
                {"filtered", rows.filtered},
                {"insufficient", rows.insufficient},
                {"infinite", rows.infinite},
                {"duplicate", rows.duplicate},
                {"rare_class", rows.rare_class},
                {"unfit", rows.unfit},
                {"new_samples", rows.new_samples},
                {"revised", rows.revised},
                {"training", rows.training},
                {"outside_window", rows.outside_window},
                {"purged", rows.purged},
                {"unpurged", rows.unpurged},
                {"holdout", rows.holdout}};
    }
    [[nodiscard]] static json object_of(verdict const& judged) {
        return {{"kind", name(judged.kind)},   {"why", name(judged.why)},
                {"metric", judged.metric},     {"challenger", judged.challenger},
                {"champion", judged.champion}, {"floor", judged.floor},
                {"rows", judged.rows},         {"units", judged.units},
                {"difference", judged.difference},
                {"p_value", judged.p_value},   {"alpha", judged.alpha},
                {"attempt", judged.attempt},
                {"decidable_from",
                 judged.decidable_from ? json(iso_time(*judged.decidable_from)) : json{}},
                {"requirement", text_or_null(missed_requirement(judged))},
                {"slice", judged.slice ? json(*judged.slice) : json{}},
                {"deflated_sharpe", judged.deflated_sharpe},
                {"trials", judged.trials},
                {"overfitting", judged.overfitting},
                {"rivals", judged.rivals}};
    }
    [[nodiscard]] static json object_of(failure const& failed) {
        return {{"why", name(failed.why)}, {"text", failed.text}};
    }
    [[nodiscard]] static json object_of(intervention const& act) {
        return {{"kind", name(act.kind)}, {"because", act.because}};
    }
    [[nodiscard]] static json object_of(model_outcome const& model) {
        return {{"name", model.name},
                {"published", model.published},
                {"generation", model.generation},
                {"verdict", object_or_null(model.verdict)},
                {"failure", object_or_null(model.failure)},
                {"kept", model.kept ? json(name(*model.kept)) : json{}},
                {"candidate", model.candidate == 0 ? json{} : json(model.candidate)},
                {"by_hand", object_or_null(model.by_hand)},
                {"backup", text_or_null(model.backup)},
                {"rounds", model.rounds},
                {"seconds", model.seconds}};
    }
    template <class Part>
    [[nodiscard]] static json object_or_null(std::optional<Part> const& part) {
        return part ? object_of(*part) : json{};
    }
    [[nodiscard]] static json text_or_null(std::string const& text) {
        return text.empty() ? json{} : json(text);
    }

    void append(json const& object) {
        detail::append_to_file(file_,
                               object.dump(-1, ' ', true, json::error_handler_t::replace) + '\n',
                               rotation_.limit, rotation_.kept);
    }

    std::filesystem::path file_;
    file_rotation rotation_;
};

}  // namespace retrain
