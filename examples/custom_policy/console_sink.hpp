#pragma once

#include <retrain/core/describe.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/history/concept.hpp>

#include <iostream>

namespace custom_policy {

/// A history sink: tells a person at the terminal what happened, skips included.
struct console_sink {
    using policy_role = retrain::history_role;

    void record(retrain::run_record const& run) {
        std::cout << retrain::iso_time(run.finished) << "  " << retrain::describe(run) << '\n';
    }
    void record(retrain::skip_record const& skip) {
        std::cout << retrain::iso_time(skip.at) << "  no run for " << skip.reason << ": "
                  << retrain::describe(skip.refused) << '\n';
    }
};

static_assert(retrain::HistorySink<console_sink>);

}  // namespace custom_policy
