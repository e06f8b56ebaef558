#include <retrain/drift/concept.hpp>

struct latest {
    static constexpr std::string_view name = "latest";
    retrain::drift_level update(double) noexcept { return retrain::drift_level::none; }
    void reset() noexcept {}
    std::string save() const { return {}; }
#ifndef REJECT
    void restore(std::string_view) {}
#endif
};

constexpr bool answer = retrain::detector_requirements::explain<latest>();
