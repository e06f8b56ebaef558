#include <retrain/drift/concept.hpp>

struct latest {
    static constexpr std::string_view name = "latest";
    retrain::drift_level update(double) noexcept { return retrain::drift_level::none; }
#ifdef REJECT
    void reset() {}  // may throw
#else
    void reset() noexcept {}
#endif
    std::string save() const { return {}; }
    void restore(std::string_view) {}
};

constexpr bool answer = retrain::detector_requirements::explain<latest>();
