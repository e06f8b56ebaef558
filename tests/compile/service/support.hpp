#pragma once

#include <retrain/backup/no_backup.hpp>
#include <retrain/event/retraining_completed.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trigger/on.hpp>

#include <support/toy.hpp>

namespace retrain::testing {
/// A service that needs nothing but the core.
template <class... Policies>
using core_service =
    retraining_service<toy_source, memory_store, memory_ledger, no_backup, Policies...>;
}  // namespace retrain::testing
