#pragma once

#include "console.hpp"
#include "replay.hpp"

#include <retrain/core/describe.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/feature_struct.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace quickstart {

/// What else the service does, shown once the years are over: a person's request, a broken file, a
/// rollback, a restart.
class demonstrations {
   public:
    using handle = replay::model_afterwards::handle;

    demonstrations(console& out, replay const& years, surroundings& place, rt::event_bus& bus,
                   std::unique_ptr<verdict_service> service)
        : out_{out}, place_{place}, bus_{bus}, service_{std::move(service)} {
        connection_ = service_->connect(bus_);
        for (auto const& each : years.boosting().tenures()) lived_.push_back(each.model);
        for (std::size_t day = bars_needed - 1; day < years.features().size(); ++day)
            append(all_days_, rt::flatten(years.features()[day]));
    }

    void manual_trigger() {
        out_.print("\nA person asks for one of the models, without waiting for 100 rows\n");
        auto const report = service_->retrain<rt::gradient_boosting>("an operator asked");
        out_.say(report.text);
        note_live();
        out_.check(report && report.run.models.size() == 1 &&
                       report.run.models[0].name == rt::gradient_boosting::name,
                   "gradient boosting alone was trained and judged");
    }

    void broken_file() {
        out_.print("\nThe training file breaks: a cell of its last row is damaged\n");
        std::filesystem::path const path = place_.values.training_data;
        std::string const whole = read(path);
        auto const before = live();
        auto const said = verdicts(before);
        write(path, damaged(whole));
        auto const report = service_->retrain("the nightly job");
        write(path, whole);
        out_.say(report.text);
        out_.check(report.run.failure && report.run.failure->why == rt::failure_reason::bad_data,
                   "the file is refused");
        out_.check(live() == before && verdicts(live()) == said,
                   before ? "generation " + std::to_string(before->generation()) +
                                " goes on serving, and says of every day what it said before"
                          : std::string{"still no model is live"});

        out_.say("the cell is mended; a minute later a tick of the clock wakes the next try");
        auto const attempts = place_.history.runs().size();
        place_.clock.advance(1min);
        bus_.publish(rt::clock_tick{place_.clock.now()});
        auto const runs = place_.history.runs();
        out_.check(runs.size() == attempts + 1 && runs.back().any_verdict(),
                   rt::describe(runs.back()));
        note_live();
    }

    /// `required`: that there is nothing to go back to is a failure, too.
    void rollback(bool required) {
        out_.print("\nA rollback\n");
        if (lived_.size() < 2) {
            out_.say("gradient boosting has no earlier generation to go back to");
            if (required) out_.check(false, "a rollback can be shown; it takes a longer span");
            return;
        }
        auto const earlier = lived_[lived_.size() - 2];
        auto const now = service_->rollback<rt::gradient_boosting>("it recommends too much");
        note_live();
        out_.check(live()->generation() == now && verdicts(live()) == verdicts(earlier) &&
                       live()->model().save() == earlier->model().save(),
                   "generation " + std::to_string(now) + " is generation " +
                       std::to_string(earlier->generation()) +
                       " again, in every byte and every prediction");
    }

    void restart() {
        out_.print("\nA restart: the service is destroyed, another made over the same folders\n");
        auto const before = service_->stats();
        auto const old = live();
        auto const said = verdicts(old);
        connection_.disconnect();
        service_.reset();
        service_ = place_.start_service();
        auto const after = service_->stats();
        out_.check(after.attempts == before.attempts && after.last_run == before.last_run &&
                       after.promoted == before.promoted && after.skips == before.skips,
                   "it knows of " + std::to_string(after.attempts) + " runs, the last one at " +
                       rt::iso_time(after.last_run));
        bool const same = old ? live() && live()->generation() == old->generation() : !live();
        out_.check(same && verdicts(live()) == said,
                   old ? "it serves generation " + std::to_string(old->generation()) +
                             ", and says of every day what the old service said"
                       : std::string{"still no model is live"});
    }

   private:
    [[nodiscard]] handle live() const { return service_->live<rt::gradient_boosting>(); }

    void note_live() {
        if (auto const now = live(); now && (lived_.empty() || lived_.back() != now))
            lived_.push_back(now);
    }

    /// What a model says of all the years' days; nothing where there is no model.
    [[nodiscard]] std::vector<float> verdicts(handle const& model) const {
        if (!model) return {};
        return model->predict_proba(std::span<float const>{all_days_});
    }

    [[nodiscard]] static std::string read(std::filesystem::path const& path) {
        std::ifstream file{path, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    static void write(std::filesystem::path const& path, std::string const& text) {
        std::ofstream{path, std::ios::binary} << text;
    }

    /// `text` with a letter in the last row's first feature.
    [[nodiscard]] static std::string damaged(std::string text) {
        auto cell = text.rfind('\n', text.size() - 2) + 1;
        for (int comma = 0; comma < 3; ++comma) cell = text.find(',', cell) + 1;
        text.replace(cell, text.find(',', cell) - cell, "4O.7");
        return text;
    }

    console& out_;
    surroundings& place_;
    rt::event_bus& bus_;
    std::unique_ptr<verdict_service> service_;
    rt::connection connection_;
    std::vector<handle> lived_;  // the generations of gradient boosting
    std::vector<float> all_days_;
};

}  // namespace quickstart
