#include <retrain/logger/concept.hpp>

struct policy {
    using policy_role = retrain::logger_role;
#ifdef REJECT
    void log(std::string_view) noexcept {}
#else
    void log(retrain::log_level, std::string_view) noexcept {}
#endif
};

constexpr bool answer = retrain::logger_role::explain<policy>();
