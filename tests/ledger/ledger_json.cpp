#include <retrain/ledger/ledger_json.hpp>

#include <laws/ledger.hpp>
#include <support/catch.hpp>

#include <string>

using namespace retrain;
using detail::ledger_from_json;
using detail::ledger_to_json;

namespace {
ledger_state busy() {
    ledger_state state{.attempts = 9, .trained = 8, .promoted = 3, .rejected = 5, .failed = 1};
    state.skips["too_few_new_samples"] = 165;
    state.trials["risk"] = 2;
    state.all_trials["risk"] = 9;
    state.last_run = time_point{std::chrono::hours{5}};
    state.failures = 1;
    state.pending = pending_request{.reason = "next \"try\"", .models = {"risk"},
                                    .bypass_interval = true,
                                    .not_before = time_point{std::chrono::hours{6}},
                                    .coalesced = 4};
    state.trigger_state = std::string{"\0\xff", 2};
    return state;
}
file_seal const seal{"ledger.1.seen", 32, std::string(64, 'c')};
}  // namespace

TEST_CASE("a state is what it was after its way through JSON, but for its seen rows", "[ledger]") {
    auto const after = ledger_from_json(ledger_to_json(busy(), seal));
    CHECK(laws::same(after.state, busy()));
    CHECK(after.seen == seal);
    CHECK(laws::same(ledger_from_json(ledger_to_json({}, seal)).state, {}));
}

TEST_CASE("a ledger of an earlier version counts the trials that it knows of", "[ledger]") {
    auto written = detail::json::parse(ledger_to_json(busy(), seal));
    written["content"].erase("all_trials");
    auto const after =
        ledger_from_json(detail::write_document(written["content"], detail::ledger_format));
    CHECK(after.state.all_trials == busy().trials);
}

TEST_CASE("a text that is none of a ledger's is damaged", "[ledger]") {
    auto const text = ledger_to_json(busy(), seal);
    CHECK_THROWS_AS(ledger_from_json(text.substr(0, text.size() / 2)), detail::damaged_document);
    CHECK_THROWS_AS(ledger_from_json("{}"), detail::damaged_document);
}
