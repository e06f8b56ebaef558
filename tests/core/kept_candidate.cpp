#include <retrain/core/kept_candidate.hpp>

#include <support/catch.hpp>

#include <chrono>
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
