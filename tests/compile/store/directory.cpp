#include <retrain/store/concept.hpp>

struct policy {
    using policy_role = retrain::store_role;
    std::optional<retrain::model_manifest> find(std::string_view);
    std::vector<std::byte> read(retrain::file_seal const&);
    retrain::model_manifest publish(retrain::publication const&);
    retrain::model_manifest rollback(std::string_view, std::string_view);
    bool try_lock();
#ifdef REJECT
    std::filesystem::path const& directory();
#else
    std::filesystem::path const& directory() const;
#endif
};

constexpr bool answer = retrain::store_role::explain<policy>();
