#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/ledger/concept.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace retrain {

/// Use when a restart need not remember anything: tests, simulations, a program that trains once.
///
/// It is a handle: copies share what was saved, so a second service that is given a copy finds it
/// as a restarted one would. Ledgers made apart are independent. Every member may be called from
/// any thread.
class memory_ledger {
   public:
    using policy_role = ledger_role;

    [[nodiscard]] ledger_state load() const {
        std::lock_guard const guard{page_->mutex};
        return page_->state;
    }
    void save(ledger_state const& state) {
        ledger_state copy = state;  // throws, if it must, while the old state is whole
        std::lock_guard const guard{page_->mutex};
        std::swap(page_->state, copy);
    }

   private:
    struct page {
        std::mutex mutex;
        ledger_state state;
    };
    std::shared_ptr<page> page_ = std::make_shared<page>();
};

}  // namespace retrain
