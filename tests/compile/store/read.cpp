#include <retrain/store/concept.hpp>

struct policy {
    using policy_role = retrain::store_role;
    std::optional<retrain::model_manifest> find(std::string_view);
#ifdef REJECT
    std::string read(retrain::file_seal const&);
#else
    std::vector<std::byte> read(retrain::file_seal const&);
#endif
    retrain::model_manifest publish(retrain::publication const&);
    retrain::model_manifest rollback(std::string_view, std::string_view);
    bool try_lock();
    std::filesystem::path const& directory() const;
};

constexpr bool answer = retrain::store_role::explain<policy>();
