// The examples of docs/drift.md: watching the live model's outcomes, calibrating a detector,
// numbers of any event, and a detector of one's own.
#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

//! [watch]
#include <retrain/drift/ddm.hpp>
#include <retrain/drift/performance_drop.hpp>
#include <retrain/trigger/of_model.hpp>
#include <retrain/trigger/on_drift.hpp>

namespace rt = retrain;

using more_errors = rt::on_drift<rt::ddm<>>;
using falls_by_a_tenth = rt::on_drift<
    rt::performance_drop<rt::performance_drop_parameters{.by = 0.1, .chunk = 200}>,
    rt::of_model<"gradient_boosting">>;

using verdict_service = rt::retraining_service<rt::any_of<more_errors, falls_by_a_tenth>,
                                               rt::min_new_samples<100>, rt::gradient_boosting>;
//! [watch]

//! [calibrate]
#include <retrain/drift/calibrate.hpp>

/// The detector that alarms without a reason once in 10,000 outcomes like these, whose labels look
/// 20 outcomes ahead.
more_errors calibrated(std::vector<double> const& errors) {
    rt::calibration const wanted{.expected_run_time = 10'000, .block = 5 * 20};
    return more_errors{rt::calibrate<rt::ddm<>>(errors, wanted, {.warm_start = 200})};
}
//! [calibrate]

//! [stream]
#include <retrain/drift/page_hinkley.hpp>

struct order_filled {
    double price = 0;
    double expected_price = 0;
};

/// What an order cost more than expected, in basis points: the market may have become thinner.
struct slippage {
    using event = order_filled;

    std::optional<double> operator()(order_filled const& order) const noexcept {
        if (order.expected_price <= 0) return std::nullopt;
        return 10'000 * (order.price / order.expected_price - 1);
    }
};
using costlier = rt::on_drift<rt::page_hinkley<>, slippage>;

struct trade_closed {
    double profit = 0;
};
using less_profit = rt::on_drift<
    rt::page_hinkley<rt::page_hinkley_parameters{.direction = rt::drift_direction::down}>,
    rt::value_of<&trade_closed::profit>>;
//! [stream]

//! [own]
#include <retrain/drift/concept.hpp>

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

/// Drifts after so many values in a row that are at least 1: a machine that is stuck.
template <int Length>
class stuck {
   public:
    static constexpr std::string_view name = "stuck";

    constexpr rt::drift_level update(double value) noexcept {
        if (!std::isfinite(value)) return rt::drift_level::none;
        run_ = value >= 1 ? run_ + 1 : 0;
        if (run_ < Length) return run_ > Length / 2 ? rt::drift_level::warning
                                                    : rt::drift_level::none;
        run_ = 0;  // a drift lasts one update
        return rt::drift_level::drift;
    }
    constexpr void reset() noexcept { run_ = 0; }

    [[nodiscard]] std::string save() const { return std::to_string(run_); }
    void restore(std::string_view saved) noexcept {
        std::from_chars(saved.data(), saved.data() + saved.size(), run_);
    }

   private:
    int run_ = 0;
};
static_assert(rt::DriftDetector<stuck<5>>);
static_assert(rt::TriggerPolicy<rt::on_drift<stuck<5>>>);
//! [own]

namespace {

//! [publish]
/// What was predicted, kept until its true class is known.
struct open_prediction {
    std::string model;
    std::uint64_t generation = 0;
    rt::time_point predicted{};
    std::vector<float> probabilities;
};

open_prediction predict(verdict_service const& service, std::vector<float> const& row) {
    auto const live = service.live<rt::gradient_boosting>();
    return {live->name(), live->generation(), std::chrono::system_clock::now(),
            live->predict(row).probabilities};
}

void tell(rt::event_bus& bus, open_prediction const& open, std::size_t true_class) {
    bus.publish(rt::outcome_of(open.model, open.generation, open.predicted, open.probabilities,
                               true_class));
}
//! [publish]

/// `rows` rows in which a momentum above 3 means class 1, or, after the world has changed, class 0.
void append_rows(std::filesystem::path const& file, int rows, bool changed) {
    bool const fresh = !std::filesystem::exists(file);
    std::ofstream out{file, std::ios::app};
    if (fresh) out << "momentum,volume,label\n";
    for (int row = 0; row < rows; ++row)
        out << row % 7 << ',' << row % 11 << ','
            << ((row % 7 > 3) != changed ? "up" : "down") << '\n';
}

}  // namespace

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-drift";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    append_rows(folder / "training.csv", 300, false);
    rt::settings values;
    values.training_data = folder / "training.csv";
    values.models_directory = folder / "models";
    values.logs_directory = folder / "logs";

    std::mt19937_64 random{42};
    std::bernoulli_distribution wrong{0.2};
    std::vector<double> errors(4000);
    for (double& error : errors) error = wrong(random) ? 1 : 0;

    bool right = true;
    {
        verdict_service service{values, rt::any_of{calibrated(errors), falls_by_a_tenth{}}};
        rt::event_bus bus;
        auto const connection = service.connect(bus);
        (void)service.retrain("the first model");
        right = right && service.live<rt::gradient_boosting>() != nullptr;
        auto const classes = service.live<rt::gradient_boosting>()->metadata().classes;
        auto const up = static_cast<std::size_t>(classes[0] == "up" ? 0 : 1);

        auto const show = [&](int rows, bool changed) {
            for (int row = 0; row < rows; ++row) {
                auto const open = predict(service, {static_cast<float>(row % 7), 0});
                bool const is_up = (row % 7 > 3) != changed && row % 9 != 0;  // some luck
                tell(bus, open, is_up ? up : 1 - up);
            }
        };
        show(400, false);
        right = right && service.stats().attempts == 1;
        append_rows(folder / "training.csv", 300, true);
        show(400, true);  // the model is wrong now: drift, and a run
        right = right && service.stats().attempts > 1;
    }
    right = right && !costlier{}.observe(order_filled{101, 100}, {}) &&
            !less_profit{}.observe(trade_closed{1}, {});
    std::filesystem::remove_all(folder);
    return right ? 0 : 1;
}
