// The code of docs/window.md.
//! [own]
#include <retrain/window/concept.hpp>

#include <algorithm>

namespace rt = retrain;

/// Nothing from before an event that changed everything, as long as there are rows after it.
struct since {
    using policy_role = rt::window_role;

    rt::time_point event{};

    [[nodiscard]] rt::time_point begin(rt::dataset_view rows, std::string_view) const {
        return std::min(event, std::ranges::max(rows.entry));
    }
};
static_assert(rt::WindowPolicy<since>);
//! [own]

#include <retrain/window/all_rows.hpp>
#include <retrain/window/last_days.hpp>
#include <retrain/window/last_rows.hpp>
#include <retrain/window/windows.hpp>

#include <chrono>

//! [named]
using recent_after_drift = rt::windows<rt::when<"drift", rt::last_days<365>>,
                                       rt::when<"backtest", rt::last_rows<20'000>>,
                                       rt::otherwise<rt::all_rows>>;
//! [named]

int main() {
    using std::chrono::days;
    rt::dataset data;
    for (int day = 0; day < 1'000; ++day) {
        data.labels.push_back(0);
        data.entry.push_back(rt::time_point{days{day}});
        data.exit.push_back(rt::time_point{days{day + 2}});
    }
    auto const view = data.view();
    auto const rows_of = [&](auto const& window, std::string_view why) {
        auto const from = window.begin(view, why);
        return std::ranges::count_if(view.entry, [&](auto entry) { return entry >= from; });
    };
    bool const right = rows_of(recent_after_drift{}, "drift (0.31): ddm") == 365 &&
                       rows_of(recent_after_drift{}, "data_drift (2): momentum, volume") == 365 &&
                       rows_of(recent_after_drift{}, "backtest_completed") == 1'000 &&
                       rows_of(recent_after_drift{}, "manual") == 1'000 &&
                       rows_of(since{rt::time_point{days{900}}}, "manual") == 100 &&
                       rows_of(since{rt::time_point{days{5'000}}}, "manual") == 1;
    return right ? 0 : 1;
}
