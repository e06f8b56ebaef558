#include <retrain/drift/concept.hpp>

struct latest {
    static constexpr std::string_view name = "latest";
#ifdef REJECT
    bool update(double) noexcept { return false; }
#else
    retrain::drift_level update(double) noexcept { return retrain::drift_level::none; }
#endif
    void reset() noexcept {}
    std::string save() const { return {}; }
    void restore(std::string_view) {}
};

constexpr bool answer = retrain::detector_requirements::explain<latest>();
