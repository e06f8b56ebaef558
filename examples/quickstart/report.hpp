#pragma once

#include "afterwards.hpp"
#include "classes.hpp"
#include "console.hpp"
#include "date.hpp"
#include "labels.hpp"
#include "replay.hpp"

#include <retrain/core/describe.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/verdict.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace quickstart {

/// "forest" for "random_forest": a model in a table.
[[nodiscard]] inline std::string short_name(std::string_view model) {
    return std::string{model.substr(model.rfind('_') + 1)};
}

[[nodiscard]] inline std::string date_of(rt::time_point instant) {
    return iso_date(std::chrono::floor<std::chrono::days>(instant));
}

/// A loss with three decimals, a dash where there is none.
[[nodiscard]] inline std::string loss_cell(double loss) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", loss);
    return std::isfinite(loss) ? text : "-";
}

/// A probability with two digits that count, a dash where there is none.
[[nodiscard]] inline std::string chance_cell(double chance) {
    char text[32];
    std::snprintf(text, sizeof text, chance < 0.001 ? "%.0e" : "%.3f", chance);
    return std::isfinite(chance) ? text : "-";
}

/// What the classes mean.
[[nodiscard]] inline std::string label_text(label_rule rule) {
    return rule == label_rule::volatility
               ? "volatility of the next 20 trading days: buy below 11 % a year, avoid above 20 %, "
                 "watch between"
               : "return of the next 20 trading days: buy above +2 %, avoid below -2 %, watch "
                 "between";
}

inline void print_opening(console& out, replay const& years, label_rule rule) {
    class_counts labels;
    for (auto const& row : years.rows()) labels.count(row.label);
    out.print("%zu trading days, %s to %s, replayed on a virtual clock\n\n", years.bars().size(),
              iso_date(years.bars().front().date).c_str(),
              iso_date(years.bars().back().date).c_str());
    auto const line = [&](char const* name, std::string const& text) {
        out.print("%s", wrapped(name, text).c_str());
    };
    line("label    ", label_text(rule));
    auto const count = [&](std::string const& label) {
        return std::to_string(labels.of(label)) + " " + label;
    };
    line("rows     ", std::to_string(years.rows().size()) + " (" + count("buy") + ", " +
                          count("watch") + ", " + count("avoid") + "); each joins the training "
                          "file when its 20 days are over; the service is connected at " +
                          std::to_string(replay::rows_at_connection) + " rows");
    line("reasons  ", "a finished backtest, an analysis of " + std::to_string(large_batch) +
                          " instruments or more, or drift: over its last 40 outcomes the live "
                          "boosting model has a log loss that is worse by 0.5 than over its first");
    line("allowed  ", "24 hours after the last run, with 100 rows that it did not see");
}

inline void print_run_header(console& out) {
    out.print("\nAll runs. Mean log loss on the same held-out rows (lower is better): of the "
              "candidate, of the\nchampion, which is what was live, and of the class frequencies. "
              "Where both were tested: the\nnumber of units that share no label, the p-value of "
              "the gain, and the alpha that it had to be\nbelow, which shrinks with each attempt "
              "since the last promotion.\n\n"
              "run  date        reason         rows  new  model     cand. champ. frequ. units"
              "      p  alpha  verdict               live\n");
}

inline void print_run(console& out, rt::run_record const& run) {
    std::string reason = run.reason;
    if (auto const at = reason.find("_completed"); at != reason.npos) reason.erase(at, 10);
    if (reason.starts_with("drift")) reason = "drift";
    char start[80];
    std::snprintf(start, sizeof start, "%3zu  %10s  %-13.13s%6zu%5zu", run.number,
                  date_of(run.started).c_str(), reason.c_str(), run.rows.kept,
                  run.rows.new_samples);
    if (run.failure) out.print("%s  failed: %s\n", start, run.failure->text.c_str());
    for (auto const& model : run.models) {
        auto const* const left = &model == &run.models.front() ? start : "";
        if (!model.verdict || model.failure) {
            out.print("%-41s  %s\n", left, rt::describe(model).c_str());
            continue;
        }
        std::string why{rt::name(model.verdict->why)};
        std::ranges::replace(why, '_', ' ');
        if (model.published) {
            why.resize(21, ' ');
            why += "as " + std::to_string(model.generation);
        }
        auto const& says = *model.verdict;
        auto const units = says.tested() ? std::to_string(says.units) : std::string{"-"};
        out.print("%-41s  %-9s%6s %6s %6s %5s %6s %6s  %s\n", left, short_name(model.name).c_str(),
                  loss_cell(says.challenger).c_str(), loss_cell(says.champion).c_str(),
                  loss_cell(says.floor).c_str(), units.c_str(), chance_cell(says.p_value).c_str(),
                  chance_cell(says.alpha).c_str(), why.c_str());
    }
}

/// How often a promotion turned out to be a mistake.
struct disappointments {
    std::size_t scored = 0, worse_than_replaced = 0, worse_than_frequencies = 0;

    void count(auto const& tenure) noexcept {
        scored += tenure.scored();
        worse_than_replaced += tenure.worse_than_replaced();
        worse_than_frequencies += tenure.worse_than_frequencies();
    }
};

inline void print_tenures(console& out, char const* name, replay::model_afterwards const& model,
                          disappointments& sum) {
    for (auto const& each : model.tenures()) {
        sum.count(each);
        bool const replaced = each.worse_than_replaced(), shares = each.worse_than_frequencies();
        out.print("%-8s%5zu  %s to %s%6zu%8s%10s%8s%s\n", name,
                  static_cast<std::size_t>(each.model->generation()),
                  iso_date(each.first_day).c_str(), iso_date(each.last_day).c_str(),
                  each.outcomes.size(), loss_cell(each.loss()).c_str(),
                  loss_cell(each.replaced_loss()).c_str(), loss_cell(each.frequency_loss()).c_str(),
                  replaced && shares ? "  ! worse than both"
                  : replaced         ? "  ! worse than the replaced"
                  : shares           ? "  ! worse than frequencies"
                                     : "");
    }
    if (model.tenures().empty()) {
        out.print("%-8s  no model went live\n\n", name);
        return;
    }
    auto const all = model.total();
    out.print("%-8s  all  %-24s%6zu%8s%10s%8s\n\n", name, "whatever was live",
              all.outcomes.size(), loss_cell(all.loss()).c_str(), "",
              loss_cell(all.frequency_loss()).c_str());
}

/// How each promoted model did after its promotion, on days that nobody had seen.
inline void print_afterwards(console& out, replay const& years) {
    out.print("\nAfterwards. What each promoted model said at each close while it was live, "
              "scored once the\noutcome was known: its mean log loss, beside that of the model it "
              "replaced and of the class\nfrequencies known on each day, for the same days.\n\n"
              "model     gen  live                      days    loss  replaced  frequ.\n");
    disappointments sum;
    print_tenures(out, "forest", years.forest(), sum);
    print_tenures(out, "boosting", years.boosting(), sum);
    std::string overall;
    for (auto const& [name, model] : {std::pair{"the forest ", &years.forest()},
                                      std::pair{"boosting ", &years.boosting()}}) {
        auto const all = model->total();
        if (!all.scored()) continue;
        overall += (overall.empty() ? "" : ", ") + std::string{name} +
                   (all.worse_than_frequencies() ? "worse by " : "better by ") +
                   loss_cell(std::abs(all.frequency_loss() - all.loss()));
    }
    if (overall.empty()) return;
    out.print("%s", wrapped("", "Against the class frequencies, on all days together: " + overall +
                                    ".").c_str());
    out.print("%s", wrapped("", "Of " + std::to_string(sum.scored) + " promoted models with known "
                                "outcomes " + std::to_string(sum.worse_than_replaced) +
                                " did worse than the model they replaced, and " +
                                std::to_string(sum.worse_than_frequencies) +
                                " worse than the class frequencies. To be better on the held-out "
                                "rows is no promise for the months to come.").c_str());
}

}  // namespace quickstart
