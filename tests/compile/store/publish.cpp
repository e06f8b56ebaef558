#include <retrain/store/concept.hpp>

struct policy {
    using policy_role = retrain::store_role;
    std::optional<retrain::model_manifest> find(std::string_view);
    std::vector<std::byte> read(retrain::file_seal const&);
#ifdef REJECT
    void publish(retrain::publication const&);
#else
    retrain::model_manifest publish(retrain::publication const&);
#endif
    retrain::model_manifest rollback(std::string_view, std::string_view);
    bool try_lock();
    std::filesystem::path const& directory() const;
};

constexpr bool answer = retrain::store_role::explain<policy>();
