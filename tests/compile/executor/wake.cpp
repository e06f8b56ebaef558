#include <retrain/executor/concept.hpp>

struct policy {
    using policy_role = retrain::executor_role;
#ifdef REJECT
    void wake_after(int, retrain::job) noexcept {}
#else
    void wake_after(std::chrono::nanoseconds, retrain::job) noexcept {}
#endif
    void submit(retrain::job) noexcept {}
    void stop() noexcept {}
};

constexpr bool answer = retrain::executor_role::explain<policy>();
