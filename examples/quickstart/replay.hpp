#pragma once

#include "afterwards.hpp"
#include "bars.hpp"
#include "calendar.hpp"
#include "classes.hpp"
#include "features.hpp"
#include "growing_file.hpp"
#include "indicators.hpp"
#include "labels.hpp"
#include "training_data.hpp"

#include <retrain/defaults.hpp>
#include <retrain/history/history_reader.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <chrono>
#include <cstddef>
#include <fstream>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace quickstart {

namespace rt = retrain;
using namespace std::chrono_literals;

struct sp500_verdicts {
    static constexpr std::string_view name = "sp500_verdicts";
};

/// The live boosting model has become much worse than on its first 40 outcomes: as labels look 20
/// days ahead, those are about two that share no day.
using much_worse =
    rt::on_drift<rt::performance_drop<rt::performance_drop_parameters{
                     .by = 0.5, .chunk = 40, .reference = 40}>,
                 rt::of_model<"gradient_boosting", rt::value_of<&rt::prediction_outcome::loss>>>;

/// All that this program decides about retraining, in any order; what it does not name is as usual.
using verdict_service = rt::retraining_service<
    rt::named<sp500_verdicts>,
    rt::any_of<
        rt::on<rt::backtest_completed>,
        rt::on<rt::analysis_completed, rt::at_least<&rt::analysis_completed::batch_size, 50>>,
        much_worse>,
    rt::all_of<rt::min_interval<24h>, rt::min_new_samples<100>>,
    rt::timestamped_backup<rt::keep_last<10>>,
    rt::train_each<rt::random_forest, rt::gradient_boosting>,
    rt::record_to<rt::text_history, rt::sqlite_history, rt::memory_history>,
    rt::csv_source<verdict_features>,
    rt::virtual_clock,
    rt::stream_logger>;

/// What is there before a service and after it: its folders, the time, its records.
struct surroundings {
    rt::settings values;
    rt::virtual_clock clock{};
    rt::memory_history history{10'000};
    std::ofstream log{};
    std::function<void(rt::training_progress const&)> progress{};

    /// A service that goes on where the one before it stopped. This must outlive it.
    [[nodiscard]] std::unique_ptr<verdict_service> start_service() {
        rt::csv_options columns;
        columns.classes.assign(classes.begin(), classes.end());
        auto service = std::make_unique<verdict_service>(
            values, clock, rt::csv_source<verdict_features>{values.training_data, columns},
            rt::random_forest{{.trees = 100, .max_depth = 6, .subsample = 0.5, .colsample = 0.4,
                               .min_child_weight = 20.0}},
            rt::gradient_boosting{{.rounds = 80, .max_depth = 3, .learning_rate = 0.05,
                                   .subsample = 0.5, .colsample = 0.5, .min_child_weight = 20.0,
                                   .early_stopping_rounds = 0}},
            rt::record_to{rt::text_history::from_settings(values),
                          rt::sqlite_history::from_settings(values), history},
            rt::stream_logger{log});
        service->on_progress(progress);
        return service;
    }
};

/// The years, day by day: what a trading system would do at each close.
class replay {
   public:
    /// The service is connected once the file has so many rows, not before: nobody wants a model
    /// that has learned from three weeks.
    static constexpr std::size_t rows_at_connection = 500;

    using model_afterwards = afterwards<rt::xgboost_model>;

    replay(std::vector<bar> bars, label_rule rule, surroundings& place)
        : bars_{std::move(bars)},
          features_{indicators(bars_)},
          rows_{training_rows(bars_, rule)},
          file_{place.values.training_data, rows_},
          calendar_{place.values.seed},
          place_{place} {}

    void run(verdict_service& service, rt::event_bus& bus) {
        rt::connection connection;
        for (std::size_t day = bars_needed - 1; day < bars_.size(); ++day) {
            place_.clock.set(bars_[day].date + close_of_trading);
            append_known_rows(bus);
            if (!connection && file_.size() >= rows_at_connection)
                connection = service.connect(bus);
            if (connection) publish_events(day, bus);
            predict(day, service);
        }
    }

    [[nodiscard]] std::vector<bar> const& bars() const noexcept { return bars_; }
    /// Of each bar; complete from the bar at `bars_needed - 1` on.
    [[nodiscard]] std::vector<verdict_features> const& features() const noexcept {
        return features_;
    }
    [[nodiscard]] std::vector<training_row> const& rows() const noexcept { return rows_; }
    [[nodiscard]] growing_file const& file() const noexcept { return file_; }
    [[nodiscard]] event_counts const& events() const noexcept { return events_; }
    [[nodiscard]] model_afterwards const& forest() const noexcept { return forest_; }
    [[nodiscard]] model_afterwards const& boosting() const noexcept { return boosting_; }

   private:
    static constexpr std::chrono::hours close_of_trading{21};  // UTC; 16:00 in New York in winter

    void append_known_rows(rt::event_bus& bus) {
        auto row = file_.size();
        file_.append_known(place_.clock.now());
        for (; row < file_.size(); ++row) {
            for (auto* const model : {&forest_, &boosting_})
                if (auto const outcome = model->learn(rows_[row].entry, rows_[row].label))
                    bus.publish(*outcome);
            known_.count(rows_[row].label);
        }
    }

    void publish_events(std::size_t day, rt::event_bus& bus) {
        bus.publish(rt::clock_tick{place_.clock.now()});
        auto const today = calendar_.between(bars_[day - 1].date, bars_[day].date);
        if (today.backtest) bus.publish(*today.backtest);
        if (today.analysis) bus.publish(*today.analysis);
        events_.count(today);
    }

    /// What a program keeps a model for.
    void predict(std::size_t day, verdict_service const& service) {
        if (file_.size() == 0) return;
        auto const frequencies = known_.shares();
        forest_.predict(bars_[day].date, features_[day], service.live<rt::random_forest>(),
                        frequencies);
        boosting_.predict(bars_[day].date, features_[day], service.live<rt::gradient_boosting>(),
                          frequencies);
    }

    std::vector<bar> bars_;
    std::vector<verdict_features> features_;
    std::vector<training_row> rows_;
    growing_file file_;
    event_calendar calendar_;
    surroundings& place_;
    event_counts events_{};
    class_counts known_{};
    model_afterwards forest_{}, boosting_{};
};

}  // namespace quickstart
