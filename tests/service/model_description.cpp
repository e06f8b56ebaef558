#include <retrain/service/model_description.hpp>

#include <retrain/split/purged_holdout.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {
model_metadata described(verdict const& says) {
    static dataset const all = toy_rows(100);
    auto const rows = split_contest(purged_holdout<20, refit, 500, 0>{}, all.view());
    return describe_model(rows, says, "a test", day(200));
}
}  // namespace

TEST_CASE("a description tells what a model learned from, and why", "[model_description]") {
    verdict says;
    says.kind = decision_kind::promote;
    says.why = verdict_reason::better_than_champion;
    says.rows = 20;
    auto const known = described(says);
    CHECK(known.features == std::vector<std::string>{"signal"});
    CHECK(known.classes == std::vector<std::string>{"buy", "avoid"});
    CHECK(known.trained_because == "a test");
    CHECK(known.verdict == "promote: better_than_champion");
    CHECK(known.trained_at == day(200));
    CHECK(known.rows == 100);
    CHECK(known.judge_rows == 78);
    CHECK(known.rows_known_until == day(101));
    CHECK(known.judge_saw_until == day(79));
    CHECK(known.missing_shares.at("signal") == 0);
    CHECK(known.metrics.at("holdout_rows") == 20);
    CHECK(known.metrics.size() == 1);  // without a metric there are no scores
}

TEST_CASE("scores and the test's figures are there where there were any", "[model_description]") {
    verdict says;
    says.metric = "log_loss";
    says.challenger = 0.5;
    says.champion = 0.6;
    says.floor = 0.7;
    auto known = described(says);
    CHECK(known.metrics.at("log_loss") == 0.5);
    CHECK(known.metrics.at("champion_log_loss") == 0.6);
    CHECK(known.metrics.at("floor_log_loss") == 0.7);
    CHECK_FALSE(known.metrics.contains("p_value"));
    says.units = 12;
    says.p_value = 0.01;
    known = described(says);
    CHECK(known.metrics.at("units") == 12);
    CHECK(known.metrics.at("p_value") == 0.01);
}
