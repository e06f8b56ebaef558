// The core alone: decisions and a bus, with nothing to link.
#include <retrain/retrain.hpp>

#include <cstdio>

namespace rt = retrain;
using namespace std::chrono_literals;

int main() {
    using trigger = rt::any_of<rt::on<rt::backtest_completed>,
                               rt::on<rt::analysis_completed,
                                      rt::at_least<&rt::analysis_completed::batch_size, 50>>>;
    using interval = rt::all_of<rt::min_interval<24h>, rt::min_new_samples<100>>;
    rt::decision<trigger, interval> decision;
    rt::analysis_completed const batch{.batch_size = 50};
    bool const due = decision.is_due(batch, rt::observation{.new_samples = 100});
    bool const early = decision.is_due(batch, rt::observation{.new_samples = 99});
    std::puts(due && !early ? "the core works" : "the core does not work");
    return due && !early ? 0 : 1;
}
