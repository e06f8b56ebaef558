#include <retrain/drift/concept.hpp>

struct latest {
    static constexpr std::string_view name = "latest";
#ifdef REJECT
    retrain::drift_level update(double) { return retrain::drift_level::none; }
#else
    retrain::drift_level update(double) noexcept { return retrain::drift_level::none; }
#endif
    void reset() noexcept {}
    std::string save() const { return {}; }
    void restore(std::string_view) {}
};

constexpr bool answer = retrain::detector_requirements::explain<latest>();
