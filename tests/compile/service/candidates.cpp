#include "support.hpp"

#include <retrain/promotion/await_approval.hpp>

using namespace retrain;
using namespace retrain::testing;

/// What every store has to offer, and nothing more.
struct plain_store {
    using policy_role = store_role;
    memory_store all;

    std::optional<model_manifest> find(std::string_view name) { return all.find(name); }
    std::vector<std::byte> read(file_seal const& seal) { return all.read(seal); }
    model_manifest publish(publication const& winner) { return all.publish(winner); }
    model_manifest rollback(std::string_view name, std::string_view why) {
        return all.rollback(name, why);
    }
    bool try_lock() { return true; }
    std::filesystem::path const& directory() const { return all.directory(); }
};

#if defined(REJECT)
using promotion = await_approval<>;
#else
using promotion = replace;
#endif
retraining_service<toy_source, memory_ledger, no_backup, toy_trainer<>, plain_store, promotion>
    service;
