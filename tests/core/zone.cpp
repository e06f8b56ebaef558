#include <retrain/core/zone.hpp>

#include <laws/zone.hpp>
#include <support/catch.hpp>

namespace {

using namespace retrain;

/// What the concept asks for and nothing more.
struct archetype {
    archetype() = default;
    archetype(archetype&&) = default;
    archetype& operator=(archetype&&) = default;
    time_point to_utc(local_time_point shown) const { return time_point{shown.time_since_epoch()}; }
    local_time_point to_local(time_point instant) const {
        return local_time_point{instant.time_since_epoch()};
    }
};
static_assert(Zone<archetype> && zone_requirements::accepts<archetype>);
static_assert(zone_requirements::explain<archetype>());

struct without_to_utc {
    local_time_point to_local(time_point) const;
};
struct without_to_local {
    time_point to_utc(local_time_point) const;
};
struct changing {
    time_point to_utc(local_time_point);
    local_time_point to_local(time_point) const;
};
struct in_seconds {
    std::chrono::sys_seconds to_utc(local_time_point) const;
    local_time_point to_local(time_point) const;
};
struct confused {
    time_point to_utc(local_time_point) const;
    time_point to_local(time_point) const;
};
struct fixed_in_place {
    fixed_in_place(fixed_in_place&&) = delete;
    time_point to_utc(local_time_point) const;
    local_time_point to_local(time_point) const;
};
static_assert(!Zone<without_to_utc> && !Zone<without_to_local> && !Zone<changing>);
static_assert(!Zone<in_seconds> && !Zone<confused> && !Zone<fixed_in_place> && !Zone<int>);

}  // namespace

TEST_CASE("the archetype of a zone keeps its laws") {
    CHECK(laws::runs_forward(archetype{}, local_time_point{}, std::chrono::nanoseconds{1}));
    CHECK(laws::comes_back(archetype{}, time_point{}));
}
