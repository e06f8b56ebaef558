#include <retrain/executor/concept.hpp>

struct policy {
    using policy_role = retrain::executor_role;
#ifdef REJECT
    void submit(retrain::job) {}
#else
    void submit(retrain::job) noexcept {}
#endif
    void wake_after(std::chrono::nanoseconds, retrain::job) noexcept {}
    void stop() noexcept {}
};

constexpr bool answer = retrain::executor_role::explain<policy>();
