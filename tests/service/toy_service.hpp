#pragma once

#include <retrain/retraining_service.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/trigger/on.hpp>

#include <support/toy.hpp>

#include <memory>
#include <utility>

// A service whose surroundings a test holds in its hand.
namespace retrain::testing {

struct ping {
    int value = 0;
};

using toy = toy_trainer<>;
using second_toy = toy_trainer<"second">;

/// Content with the few rows of a toy.
using toy_gate = champion_challenger<log_loss, min_units<2>>;

template <class... Policies>
using toy_service =
    retraining_service<on<ping>, toy_source, memory_store, memory_ledger, kept_history,
                       virtual_clock, no_backup, toy_gate, Policies...>;

struct surroundings {
    toy_source source;
    memory_store store;
    memory_ledger ledger;
    kept_history history;
    virtual_clock clock{day(60)};
    toy trainer;

    template <class Service = toy_service<toy>, class... More>
    auto make(More... more) {
        return std::make_unique<Service>(source, store, ledger, history, clock, std::move(more)...);
    }
    auto service() { return make<>(trainer); }

    auto const& runs() const { return history.kept->runs; }
    auto const& skips() const { return history.kept->skips; }
};

}  // namespace retrain::testing
