#pragma once

// What composed.cpp and by_hand.cpp both define: the same decision once made of policies, once with
// the conditions written out. compare.cmake wants equal instructions.
#include <retrain/core/observation.hpp>
#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>

#include <chrono>
#include <cstddef>

using namespace std::chrono_literals;

/// What a program holds where numbers come from its settings: a policy and a decision here, plain
/// members there. Only references pass, so both sides define their own.
struct held_policy;
struct held_decision;

struct listener {
    void heard(retrain::analysis_completed const&);  // defined elsewhere
};

extern "C" {
void act() noexcept;
void first_heard(retrain::analysis_completed const&) noexcept;
void second_heard(retrain::analysis_completed const&) noexcept;
void backtest_heard(retrain::backtest_completed const&) noexcept;

// intervals
bool time_and_samples(retrain::observation const&) noexcept;
bool time_or_samples(retrain::observation const&) noexcept;
bool neither(retrain::observation const&) noexcept;
bool nested(retrain::observation const&) noexcept;
bool held(held_policy const&, retrain::observation const&) noexcept;

// decisions
bool due_after_backtest(retrain::backtest_completed const&, retrain::observation const&) noexcept;
bool due_after_batch(retrain::analysis_completed const&, retrain::observation const&) noexcept;
bool due_after_either_size(retrain::analysis_completed const&,
                           retrain::observation const&) noexcept;
bool held_due(held_decision&, retrain::analysis_completed const&,
              retrain::observation const&) noexcept;
void act_if_due(retrain::analysis_completed const&, retrain::observation const&) noexcept;

// buses
void one_handler(retrain::analysis_completed const&) noexcept;
void two_of_three_handlers(retrain::analysis_completed const&) noexcept;
void no_handler(retrain::backtest_completed const&) noexcept;
void handlers_by_reference(listener&, listener&, retrain::analysis_completed const&);
}
