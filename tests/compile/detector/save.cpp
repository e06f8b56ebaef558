#include <retrain/drift/concept.hpp>

struct latest {
    static constexpr std::string_view name = "latest";
    retrain::drift_level update(double) noexcept { return retrain::drift_level::none; }
    void reset() noexcept {}
#ifdef REJECT
    std::string save() { return {}; }  // not const
#else
    std::string save() const { return {}; }
#endif
    void restore(std::string_view) {}
};

constexpr bool answer = retrain::detector_requirements::explain<latest>();
