#include <retrain/service/skip_log.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

using namespace retrain;

TEST_CASE("equal skips in a row are one record that counts them", "[skip_log]") {
    skip_log log;
    auto const skip = [](std::string reason, skip_reason why) {
        return skip_record{"service", std::move(reason), {why, "policy"}, {}};
    };
    REQUIRE(log.add(skip("a", skip_reason::busy)));
    REQUIRE_FALSE(log.add(skip("a", skip_reason::busy)));
    REQUIRE_FALSE(log.add(skip("a", skip_reason::backing_off)));
    REQUIRE_FALSE(log.add(skip("b", skip_reason::backing_off)));
    auto const taken = log.take();
    REQUIRE(taken.size() == 3);
    REQUIRE(taken[0].times == 2);
    REQUIRE(log.take().empty());
    REQUIRE(log.add(skip("a", skip_reason::busy)));
}

TEST_CASE("a record of skips has one hour, one policy, and its first and last instant", "[skip_log]") {
    skip_log log;
    time_point const noon{std::chrono::hours{24 * 365 * 50 + 12}};
    auto const add = [&](std::chrono::minutes after, std::string_view policy) {
        log.add({"service", "ping", {skip_reason::interval_not_over, policy}, noon + after});
    };
    using std::chrono::minutes;
    add(minutes{10}, "min_interval");
    add(minutes{20}, "min_interval");
    add(minutes{59}, "min_interval");
    add(minutes{60}, "min_interval");
    add(minutes{61}, "quiet_hours");
    auto const taken = log.take();
    REQUIRE(taken.size() == 3);
    REQUIRE(taken[0].times == 3);
    REQUIRE(taken[0].at == noon + minutes{10});
    REQUIRE(taken[0].last_at == noon + minutes{59});
    REQUIRE(taken[1].times == 1);
    REQUIRE(taken[1].at == noon + minutes{60});
    REQUIRE(taken[2].refused.policy == "quiet_hours");
}

TEST_CASE("a flood of different skips is bounded, and still counted", "[skip_log]") {
    skip_log log;
    for (int event = 0; event < 5'000; ++event)
        log.add({"service", std::to_string(event), {skip_reason::busy, "policy"}, {}});
    std::size_t times = 0;
    auto const taken = log.take();
    for (auto const& skip : taken) times += skip.times;
    REQUIRE(taken.size() == skip_log::capacity);
    REQUIRE(times == 5'000);
}
