#include <retrain/core/kept_candidate.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <cstdint>
#include <set>
#include <string_view>

using namespace retrain;

TEST_CASE("two states of a candidate are open, and each has a name of its own", "[core]") {
    using enum candidate_state;
    std::set<std::string_view> names;
    for (auto const state : {rejected, waiting, challenger, declined, expired, superseded}) {
        CHECK(is_open(state) == (state == waiting || state == challenger));
        names.insert(name(state));
    }
    CHECK(names == std::set<std::string_view>{"rejected", "waiting", "challenger", "declined",
                                              "expired", "superseded"});
}

TEST_CASE("a candidate does not expire unless it says when", "[core]") {
    CHECK(kept_candidate{}.expires == not_yet);
    CHECK_FALSE(has_expired({}, time_point::max()));
    CHECK_FALSE(has_expired({.expires = time_point{}}, time_point{std::chrono::nanoseconds{-1}}));
    CHECK(has_expired({.expires = time_point{}}, time_point{}));
}

TEST_CASE("what was set aside is superseded by a newer model that was published later", "[core]") {
    auto const at = [](int hours) { return time_point{std::chrono::hours{hours}}; };
    kept_candidate kept{.generation = 3};
    kept.metadata.trained_at = at(5);
    auto const champion = [&](std::uint64_t version, int trained) {
        model_version live{.version = version};
        live.metadata.trained_at = at(trained);
        return live;
    };
    CHECK(is_superseded(kept, champion(4, 6)));
    CHECK_FALSE(is_superseded(kept, champion(4, 4)));  // an older candidate that was forced
    CHECK_FALSE(is_superseded(kept, champion(4, 5)));  // itself
    CHECK_FALSE(is_superseded(kept, champion(3, 6)));  // trained while the clock was ahead
    CHECK_FALSE(is_superseded(kept, champion(2, 4)));  // brought back
}
