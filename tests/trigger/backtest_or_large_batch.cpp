#include <retrain/trigger/backtest_or_large_batch.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

static_assert(TriggerPolicy<backtest_or_large_batch> && std::is_empty_v<backtest_or_large_batch>);
static_assert(std::is_same_v<backtest_or_large_batch::events,
                             type_list<backtest_completed, analysis_completed>>);
static_assert(laws::replays(backtest_or_large_batch{}, {}, analysis_completed{50},
                            analysis_completed{49}));

TEST_CASE("any finished backtest fires, a batch from 50 on does") {
    backtest_or_large_batch trigger;
    CHECK(trigger.observe(backtest_completed{"momentum", 0}, {}) == reason{"backtest_completed"});
    CHECK(trigger.observe(analysis_completed{50}, {}) == reason{"analysis_completed", 50.0});
    CHECK(!trigger.observe(analysis_completed{49}, {}));
    CHECK(!trigger.observe(analysis_completed{}, {}));
}
