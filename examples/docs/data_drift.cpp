// The examples of docs/data_drift.md: a data set's answer, a distance by itself, and the trigger.
#include <retrain/event/event_bus.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

//! [compare]
#include <retrain/drift/find_data_drift.hpp>

namespace rt = retrain;

/// What has changed in the rows of the last weeks, a line a column.
std::string what_changed(rt::dataset_view training_rows, rt::dataset_view recent) {
    auto const reference = rt::summarize_reference(training_rows, recent.row_count());
    rt::data_drift const found = rt::find_data_drift(reference, recent.features);
    std::string text{name(found.answer)};
    for (rt::column_drift const& column : found.columns) {
        text += "\n" + column.name + ": " + std::string{name(column.answer)} + ", " +
                std::string{name(column.test)} + " " + std::to_string(column.distance) + " of " +
                std::to_string(column.threshold);
        if (column.missing_changed) text += ", another share is missing";
    }
    return text;
}
//! [compare]

//! [distance]
#include <retrain/drift/chi_squared.hpp>
#include <retrain/drift/jensen_shannon.hpp>
#include <retrain/drift/psi.hpp>

bool sectors_moved() {
    std::vector<double> const last_year{16, 18, 16, 14, 12, 12};  // trades by sector
    std::vector<double> const this_year{16, 16, 16, 16, 16, 8};
    double const index = rt::psi(last_year, this_year);                          // 0.0372
    double const distance = rt::jensen_shannon_distance(last_year, this_year);   // 0.0680
    auto const test = rt::chi_squared_test(last_year, this_year);                // 3.17, p = .67
    return index >= 0.1 || distance >= 0.1 || test.p_value < 0.05;
}
//! [distance]

//! [trigger]
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/trigger/on_data_drift.hpp>

#include <retrain/event/backtest_completed.hpp>

/// A finished backtest, or 500 served rows that are not like the training rows.
using new_labels_or_other_rows = rt::any_of<rt::on<rt::backtest_completed>, rt::on_data_drift<500>>;
static_assert(rt::StatefulTrigger<new_labels_or_other_rows>);
static_assert(rt::ReferenceTrigger<new_labels_or_other_rows>);

/// Beside each prediction: the row is told to whoever listens.
void serve(rt::event_bus const& bus, std::string_view model, std::vector<float> const& row) {
    bus.publish(rt::row_served{model, row});
}
//! [trigger]

namespace {

rt::dataset rows_of(std::size_t count, double shift, double start) {
    rt::dataset rows;
    rows.shape.features = {{"momentum"}, {"volatility"}};
    rows.shape.classes = {"avoid", "buy"};
    for (std::size_t i = 0; i < count; ++i) {
        double const t = start + static_cast<double>(i);
        rows.features.push_back(static_cast<float>(std::sin(t * 1.7) + std::sin(t * 0.61) + shift));
        rows.features.push_back(static_cast<float>(2 + std::cos(t * 2.3) + std::cos(t * 0.87)));
        rows.labels.push_back(0);
    }
    return rows;
}

}  // namespace

int main() {
    auto const training = rows_of(5000, 0, 0);
    auto const quiet = what_changed(training.view(), rows_of(100, 0, 6000).view());
    auto const moved = what_changed(training.view(), rows_of(100, 3, 6000).view());
    bool right = quiet.starts_with("same") && moved.starts_with("drifted\nmomentum: drifted");
    right = right && !sectors_moved();

    rt::event_bus bus;
    new_labels_or_other_rows trigger;
    trigger.compare_with(trigger.summarize(training.view()));  // a service does this
    bool fired = false;
    auto const token = bus.subscribe<rt::row_served>(
        [&](rt::row_served const& row) { fired = trigger.fires(row, {}) || fired; });
    auto const served = rows_of(500, 3, 9000);
    for (std::size_t i = 0; i < 500; ++i) {
        auto const row = served.view().row(i);
        serve(bus, "verdict", {row.begin(), row.end()});
        right = right && fired == (i == 499);
    }
    return right ? 0 : 1;
}
