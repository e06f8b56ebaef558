#include <retrain/service/contest.hpp>

#include <retrain/split/purged_holdout.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// However few units that leaves.
using last_fifth = purged_holdout<20, refit, 500, 0>;

contest_rows rows_of(dataset const& all) { return split_contest(last_fifth{}, all.view()); }

/// Watches what it is given.
struct watching_trainer : toy_trainer<> {
    std::shared_ptr<training_request> last = std::make_shared<training_request>();
    std::vector<time_point>* stopping_entries = nullptr;
    bool wants_stopping_rows() const { return true; }
    toy_model train(training_request const& request) {
        *last = request;
        stopping_entries->assign(request.stopping_rows.entry.begin(),
                                 request.stopping_rows.entry.end());
        return toy_trainer<>::train(request);
    }
};

}  // namespace

TEST_CASE("a judge sees no row whose label interval touches the hold-out", "[contest]") {
    auto const all = toy_rows(100);
    auto const rows = rows_of(all);
    REQUIRE(rows.holdout.labels.size() == 20);
    REQUIRE(rows.purged == 2);
    toy_trainer<> trainer;
    (void)train_judge(trainer, {}, rows.training.view());
    REQUIRE(trainer.script->rows.back() == 78);
    REQUIRE(trainer.script->latest_exit.back() < rows.holdout.entry.front());
}

TEST_CASE("early stopping watches the end of the training side", "[contest]") {
    auto const all = toy_rows(100);
    auto const rows = rows_of(all);
    watching_trainer trainer;
    std::vector<time_point> watched;
    trainer.stopping_entries = &watched;
    (void)train_judge(trainer, {}, rows.training.view());
    REQUIRE(watched.size() == 12);
    REQUIRE(watched.back() < rows.holdout.entry.front());
    REQUIRE(trainer.script->latest_exit.back() < watched.front());
}

TEST_CASE("the model that serves learns from all rows", "[contest]") {
    auto const all = toy_rows(100);
    toy_trainer<> trainer;
    (void)train_live(trainer, {}, all.view(), toy_model{});
    REQUIRE(trainer.script->rows.back() == 100);
}

TEST_CASE("both judges are compared on rows that neither has seen", "[contest]") {
    auto const all = toy_rows(100);
    auto const rows = rows_of(all);
    champion_challenger<log_loss, min_units<2>> const gate;
    toy_model const challenger{0.9F};
    toy_model const champion{0.8F};
    model_metadata known;
    known.classes = {"buy", "avoid"};
    known.fingerprint = all.shape.fingerprint();

    known.judge_saw_until = day(70);
    auto verdict = judge_challenger(gate, rows, challenger, &champion, &known);
    REQUIRE(verdict.rows == 20);
    REQUIRE(verdict.challenger == Approx(-std::log(0.9)));
    REQUIRE(verdict.champion == Approx(-std::log(0.8)));
    REQUIRE(verdict.floor == Approx(std::log(2)));
    REQUIRE(verdict.publishes());

    known.judge_saw_until = day(89);  // the champion's judge learned from half of the hold-out
    REQUIRE(judge_challenger(gate, rows, challenger, &champion, &known).rows == 10);

    known.judge_saw_until = day(200);
    REQUIRE_FALSE(judge_challenger(gate, rows, challenger, &champion, &known).publishes());
}

TEST_CASE("the gate is told the time, the champion's age and the attempt", "[contest]") {
    struct curious_gate {
        using policy_role = validation_role;
        std::shared_ptr<evidence> shown = std::make_shared<evidence>();
        verdict decide(evidence const& e) const noexcept {
            *shown = e;
            return {};
        }
    };
    auto const all = toy_rows(100);
    auto const rows = rows_of(all);
    curious_gate const gate;
    toy_model const model{0.9F};
    model_metadata known;
    known.trained_at = day(30);
    known.judge_saw_until = day(89);
    (void)judge_challenger(gate, rows, model, &model, &known, day(110), {4, 9});
    REQUIRE(gate.shown->now == day(110));
    REQUIRE(gate.shown->champion_trained_at == day(30));
    REQUIRE(gate.shown->attempt == 4);
    REQUIRE(gate.shown->trials == 9);
    REQUIRE(gate.shown->held_out.row_count() == 20);  // all of them, not only the unseen
    REQUIRE(gate.shown->has_champion);
    known.classes = all.shape.classes;
    (void)judge_challenger(gate, rows, model, &model, &known);
    REQUIRE(gate.shown->champion_classes == 2);
    (void)judge_challenger<toy_model>(gate, rows, model, nullptr, nullptr, day(110));
    REQUIRE(gate.shown->champion_trained_at == not_yet);
    REQUIRE(gate.shown->attempt == 1);
    REQUIRE(gate.shown->trials == 1);
}

TEST_CASE("a champion of other classes or columns is not compared", "[contest]") {
    auto const all = toy_rows(100);
    auto const rows = rows_of(all);
    champion_challenger<log_loss> const gate;
    toy_model const good{0.9F};
    toy_model const bad{0.6F};
    model_metadata known;
    known.classes = {"buy"};
    known.fingerprint = all.shape.fingerprint();
    REQUIRE(judge_challenger(gate, rows, good, &bad, &known).why == verdict_reason::classes_changed);
    known.classes = all.shape.classes;
    known.fingerprint ^= 1;
    REQUIRE(judge_challenger(gate, rows, good, &bad, &known).why == verdict_reason::features_changed);
}

namespace {
/// Remembers what it was shown of rivals.
struct comparing_gate {
    using policy_role = validation_role;
    static constexpr bool wants_rivals = true;
    struct seen {
        std::vector<std::vector<float>> rivals{};
        time_point until{};
    };
    std::shared_ptr<seen> shown = std::make_shared<seen>();
    verdict decide(evidence const& e) const noexcept {
        shown->rivals.assign(e.rivals.begin(), e.rivals.end());
        shown->until = e.rivals_saw_until;
        return {};
    }
};

/// Finds each of its classes as probable as another.
struct even_model {
    static constexpr std::string_view extension = "even";
    std::size_t classes = 2;

    [[nodiscard]] static std::vector<std::byte> save() { return {}; }
    [[nodiscard]] static even_model load(std::span<std::byte const>) { return {}; }
    void predict_proba(std::span<float const>, std::span<float> out) const {
        std::ranges::fill(out, 1.0F / static_cast<float>(classes));
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 1; }
    [[nodiscard]] std::size_t class_count() const noexcept { return classes; }
};
}  // namespace

TEST_CASE("a gate that wants to is shown what the other trials say", "[contest]") {
    auto all = toy_rows(100);
    auto const rows = rows_of(all);
    model_metadata known;
    known.classes = {"buy", "avoid"};
    known.fingerprint = all.shape.fingerprint();
    known.judge_saw_until = day(60);
    toy_model const challenger{0.9F};
    toy_model const champion{0.8F};
    std::vector<rival<toy_model>> rivals(3, {toy_model{0.7F}, known});
    rivals[0].known.judge_saw_until = day(85);
    rivals[1].known.fingerprint ^= 1;  // can't read the rows
    rivals[1].known.judge_saw_until = day(99);
    rivals[2].known.classes = {"avoid", "buy"};  // means something else
    comparing_gate const gate;
    (void)judge_challenger(gate, rows, challenger, &champion, &known, day(110), {}, rivals);
    auto const& says = gate.shown->rivals;
    REQUIRE(says.size() == 2);
    CHECK(says[0] == detail::predict_all(champion, rows.holdout.view()));
    CHECK(says[1] == detail::predict_all(rivals[0].judge, rows.holdout.view()));
    CHECK(gate.shown->until == day(85));

    (void)judge_challenger<toy_model>(gate, rows, challenger, nullptr, nullptr);
    CHECK(gate.shown->rivals.empty());
    CHECK(gate.shown->until == not_yet);
}

TEST_CASE("a trial that does not know a class gives it no chance", "[contest]") {
    std::vector<float> const says{0.25F, 0.75F, 0.5F, 0.5F};
    CHECK(detail::widened(says, 2, 3) == std::vector<float>{0.25F, 0.75F, 0, 0.5F, 0.5F, 0});
    CHECK(detail::widened(says, 2, 2) == says);
    CHECK(detail::widened({}, 2, 3).empty());
    CHECK(detail::widened({}, 0, 3).empty());

    auto all = toy_rows(100);
    all.shape.classes.push_back("wait");
    auto const rows = rows_of(all);
    model_metadata known;
    known.classes = {"buy", "avoid"};
    known.fingerprint = all.shape.fingerprint();
    comparing_gate const gate;
    even_model const champion{2};
    (void)judge_challenger(gate, rows, even_model{3}, &champion, &known);
    REQUIRE(gate.shown->rivals.size() == 1);
    REQUIRE(gate.shown->rivals[0].size() == 60);
    CHECK(gate.shown->rivals[0][1] == 0.5F);
    CHECK(gate.shown->rivals[0][2] == 0);
    CHECK(gate.shown->rivals[0][3] == 0.5F);
}

namespace {
/// The verdict on the first `count` daily rows whose labels look `ahead` days, on the day on which
/// the last of them is known; the champion's judge has learned from labels up to `saw_until`.
template <class Split = purged_holdout<>, class Gate = champion_challenger<>>
verdict judged(int count, int ahead, time_point saw_until = not_yet) {
    auto all = toy_rows(count);
    for (std::size_t row = 0; row < all.exit.size(); ++row)
        all.exit[row] = all.known[row] = all.entry[row] + std::chrono::days{ahead};
    model_metadata known;
    known.classes = {"buy", "avoid"};
    known.fingerprint = all.shape.fingerprint();
    known.judge_saw_until = saw_until;
    toy_model const champion{0.8F};
    return judge_challenger(Gate{}, split_contest(Split{}, all.view()), toy_model{0.9F}, &champion,
                            &known, all.known.back());
}
}  // namespace

TEST_CASE("labels of a quarter of a year can be judged", "[contest]") {
    for (int const rows : {1'512, 2'000}) {
        verdict const v = judged(rows, 63);
        CHECK(v.units == 12);
        CHECK(v.publishes());
    }
}

TEST_CASE("a verdict is possible on the day that was promised, and the day stays", "[contest]") {
    // Labels of 2 days: 24 dates make 12 units, and are no more than half of 48.
    for (int rows = 12; rows < 48; rows += 5) CHECK(judged(rows, 2).decidable_from == day(47 + 2));
    CHECK(judged(47, 2).decidable_from == day(49));
    CHECK(judged(48, 2).publishes());
    // The champion's judge has seen 41 dates, so 24 later ones are there when 65 are.
    for (int rows = 52; rows < 65; rows += 4)
        CHECK(judged(rows, 2, day(40)).decidable_from == day(64 + 2));
    CHECK(judged(64, 2, day(40)).decidable_from == day(66));
    CHECK(judged(65, 2, day(40)).publishes());
    // More units than the split is made for are there when a fifth of the rows is enough.
    using more = champion_challenger<log_loss, min_units<20>>;
    for (int rows = 60; rows < 196; rows += 45)
        CHECK(judged<purged_holdout<>, more>(rows, 2).decidable_from == day(195 + 2));
    CHECK(judged<purged_holdout<>, more>(196, 2).publishes());
}

namespace {
/// The last ten rows, whatever comes.
struct last_ten {
    static constexpr bool purged = true;
    static split_rows split(dataset_view rows) {
        return hold_out_last(rows, 99, {.least = 0, .most = 10});
    }
};
}  // namespace

TEST_CASE("no day is promised that never comes", "[contest]") {
    verdict const v = judged<last_ten>(200, 2);
    CHECK(v.why == verdict_reason::insufficient_units);
    CHECK_FALSE(v.decidable_from);
    using too_many = champion_challenger<log_loss, min_units<300>>;
    verdict const never = judged<purged_holdout<>, too_many>(200, 2);
    CHECK(never.why == verdict_reason::insufficient_units);
    CHECK_FALSE(never.decidable_from);  // 600 dates are more than the 500 that judge at most
}
