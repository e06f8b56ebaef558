#include <retrain/executor/concept.hpp>

struct policy {
    using policy_role = retrain::executor_role;
#ifdef REJECT
    void stop() {}
#else
    void stop() noexcept {}
#endif
    void submit(retrain::job) noexcept {}
    void wake_after(std::chrono::nanoseconds, retrain::job) noexcept {}
};

constexpr bool answer = retrain::executor_role::explain<policy>();
