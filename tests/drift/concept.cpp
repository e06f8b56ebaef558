#include <retrain/drift/concept.hpp>

#include <support/catch.hpp>

namespace {

using namespace retrain;

/// What the concept asks for and nothing more.
struct archetype {
    static constexpr char const* name = "archetype";
    archetype() = delete;
    archetype(archetype&&) = default;
    archetype& operator=(archetype&&) = default;
    drift_level update(double) noexcept;
    void reset() noexcept;
    std::string save() const;
    void restore(std::string_view);
};
static_assert(DriftDetector<archetype>);
static_assert(detector_requirements::accepts<archetype>);
static_assert(detector_requirements::explain<archetype>());

struct complete {
    static constexpr std::string_view name = "complete";
    drift_level update(double) noexcept;
    void reset() noexcept;
    std::string save() const;
    void restore(std::string_view);
};
static_assert(DriftDetector<complete>);

struct without_name {
    drift_level update(double) noexcept;
    void reset() noexcept;
    std::string save() const;
    void restore(std::string_view);
};
static_assert(!DriftDetector<without_name>);

struct answers_bool : complete {
    bool update(double) noexcept;
};
static_assert(!DriftDetector<answers_bool>);

struct may_throw : complete {
    drift_level update(double);
};
static_assert(!DriftDetector<may_throw>);

struct reset_may_throw : complete {
    void reset();
};
static_assert(!DriftDetector<reset_may_throw>);

struct saves_view : complete {
    std::string_view save() const;
};
static_assert(!DriftDetector<saves_view>);

struct save_changes_it : complete {
    std::string save();
};
static_assert(!DriftDetector<save_changes_it>);

struct restores_number : complete {
    void restore(int);
};
static_assert(!DriftDetector<restores_number>);

struct unmovable : complete {
    unmovable(unmovable&&) = delete;
};
static_assert(!DriftDetector<unmovable>);

TEST_CASE("levels have names and an order") {
    CHECK(name(drift_level::none) == "none");
    CHECK(name(drift_level::warning) == "warning");
    CHECK(name(drift_level::drift) == "drift");
    CHECK(drift_level::none < drift_level::warning);
    CHECK(drift_level::warning < drift_level::drift);
}

}  // namespace
