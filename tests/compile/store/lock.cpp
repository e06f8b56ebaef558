#include <retrain/store/concept.hpp>

struct policy {
    using policy_role = retrain::store_role;
    std::optional<retrain::model_manifest> find(std::string_view);
    std::vector<std::byte> read(retrain::file_seal const&);
    retrain::model_manifest publish(retrain::publication const&);
    retrain::model_manifest rollback(std::string_view, std::string_view);
#ifdef REJECT
    void try_lock();
#else
    bool try_lock();
#endif
    std::filesystem::path const& directory() const;
};

constexpr bool answer = retrain::store_role::explain<policy>();
