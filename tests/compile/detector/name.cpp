#include <retrain/drift/concept.hpp>

struct latest {
#ifndef REJECT
    static constexpr std::string_view name = "latest";
#endif
    retrain::drift_level update(double) noexcept { return retrain::drift_level::none; }
    void reset() noexcept {}
    std::string save() const { return {}; }
    void restore(std::string_view) {}
};

constexpr bool answer = retrain::detector_requirements::explain<latest>();
