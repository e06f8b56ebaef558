#include <retrain/service/rival.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/promotion/await_approval.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/no_validation.hpp>
#include <retrain/validation/unless_lucky.hpp>
#include <retrain/validation/unless_overfitted.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

struct ping {};

/// 0 to 1, mixed from both.
double mixed(std::uint64_t a, std::uint64_t b) {
    std::uint64_t z = (a + 1) * 0x9E3779B97F4A7C15U + b * 0xD1B54A32D192ED03U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
}

/// A row a day, with a return of noise and a hint that is worth something; labels end the next day.
dataset traded_rows(int count) {
    auto rows = toy_rows(count);
    rows.shape.features = {{"day", column_type::number}, {"hint", column_type::number}};
    rows.shape.auxiliary = {"return"};
    rows.features.clear();
    for (int row = 0; row < count; ++row) {
        auto const at = static_cast<std::uint64_t>(row);
        float const hint = mixed(at, 1'000'001) < 0.5 ? -1.0F : 1.0F;
        rows.features.insert(rows.features.end(), {static_cast<float>(row), hint});
        rows.auxiliary.push_back(static_cast<float>(mixed(at, 1'000'002) - 0.5) + 0.25F * hint);
        rows.exit[at] = rows.known[at] = day(row + 1);
    }
    return rows;
}

/// Trades by the hint (seed 0), or by a draw for each day.
struct trader {
    static constexpr std::string_view extension = "trader";
    std::uint64_t seed = 0;

    [[nodiscard]] std::vector<std::byte> save() const {
        std::vector<std::byte> bytes(sizeof seed);
        std::memcpy(bytes.data(), &seed, sizeof seed);
        return bytes;
    }
    [[nodiscard]] static trader load(std::span<std::byte const> bytes) {
        trader model;
        if (bytes.size() != sizeof model.seed)
            throw error{failure_reason::corrupt_model, "not a trader"};
        std::memcpy(&model.seed, bytes.data(), sizeof model.seed);
        return model;
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size() / 2; ++row) {
            bool const buy = seed == 0
                                 ? rows[2 * row + 1] > 0
                                 : mixed(static_cast<std::uint64_t>(rows[2 * row]), seed) < 0.5;
            out[2 * row] = buy ? 0.9F : 0.1F;
            out[2 * row + 1] = buy ? 0.1F : 0.9F;
        }
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 2; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 2; }
};

struct trading {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "trader";
    std::shared_ptr<std::uint64_t> seed = std::make_shared<std::uint64_t>();
    trader train(training_request const&) { return {*seed}; }
};

using last_fifth = purged_holdout<20, refit, 500, 0>;
using earning = mean_return<"return", buys<"buy">>;
using no_luck = unless_lucky<no_validation, earning>;
using no_overfitting = unless_overfitted<no_validation, earning>;

template <class Gate>
using trading_service =
    retraining_service<on<ping>, toy_source, memory_store, memory_ledger, kept_history,
                       virtual_clock, no_backup, last_fifth, trading, Gate>;

struct market {
    market() { *source.rows = traded_rows(400); }

    /// What becomes of the model that draws by `seed`.
    template <class Service>
    model_outcome attempt(Service& service, std::uint64_t seed) {
        *trainer.seed = seed;
        return service.retrain("another try").run.models.at(0);
    }
    template <class Gate>
    auto make() {
        return std::make_unique<trading_service<Gate>>(source, store, ledger, history, clock,
                                                       trainer);
    }
    /// The deflated Sharpe ratio of the model that draws by `seed`, were it the only trial.
    [[nodiscard]] double alone(std::uint64_t seed) const {
        auto const rows = split_contest(last_fifth{}, source.rows->view());
        trader const judge{seed};
        return judge_challenger<trader>(no_luck{}, rows, judge, nullptr, nullptr).deflated_sharpe;
    }

    toy_source source;
    memory_store store;
    memory_ledger ledger;
    kept_history history;
    virtual_clock clock{day(500)};
    trading trainer;
};

}  // namespace

TEST_CASE("who tries often enough finds what looks good, and is refused", "[rival]") {
    market world;
    std::uint64_t lucky = 1;
    while (!(world.alone(lucky) >= 0.97)) ++lucky;

    market first;  // found at the first try it would do
    auto const at_once = first.make<no_luck>();
    CHECK(first.attempt(*at_once, lucky).published);

    auto const service = world.make<no_luck>();
    std::size_t tried = 0;
    for (std::uint64_t seed = lucky + 1; tried < 40; ++seed) {
        if (!(world.alone(seed) < 0.5)) continue;
        auto const outcome = world.attempt(*service, seed);
        ++tried;
        REQUIRE_FALSE(outcome.published);
        REQUIRE(outcome.verdict->why == verdict_reason::luck_not_excluded);
        REQUIRE(outcome.verdict->trials == tried);
    }
    auto const found = world.attempt(*service, lucky);
    CHECK(found.verdict->kind == decision_kind::reject);
    CHECK(found.verdict->why == verdict_reason::luck_not_excluded);
    CHECK(found.verdict->trials == 41);
    CHECK(found.verdict->deflated_sharpe < 0.95);
    CHECK_FALSE(service->live<trading>());

    auto const skilled = world.attempt(*service, 0);
    CHECK(skilled.published);
    CHECK(skilled.verdict->trials == 42);
    CHECK(skilled.verdict->deflated_sharpe >= 0.95);
    CHECK(service->live<trading>()->metadata().metrics.at("trials") == 42);

    // A promotion does not undo the tries.
    CHECK(world.attempt(*service, lucky).verdict->trials == 43);
    CHECK_FALSE(world.history.kept->runs.back().any_published());
    auto const book = world.ledger.load();
    CHECK(book.trials.at("trader") == 1);
    CHECK(book.all_trials.at("trader") == 43);
}

TEST_CASE("trials are remembered over a restart", "[rival]") {
    market world;
    std::uint64_t seed = 1;
    while (!(world.alone(seed) < 0.5)) ++seed;
    (void)world.attempt(*world.make<no_luck>(), seed);
    CHECK(world.attempt(*world.make<no_luck>(), seed).verdict->trials == 2);
}

TEST_CASE("an approval allows for the luck of all trials, as the run did", "[rival]") {
    market world;
    retraining_service<on<ping>, toy_source, memory_store, memory_ledger, kept_history,
                       virtual_clock, no_backup, last_fifth, trading, no_luck,
                       await_approval<24h * 1000>>
        service{world.source, world.store, world.ledger, world.history, world.clock, world.trainer};
    for (std::uint64_t seed = 1, tried = 0; tried < 2; ++seed) {
        if (!(world.alone(seed) < 0.5)) continue;
        REQUIRE_FALSE(world.attempt(service, seed).kept == candidate_state::waiting);
        ++tried;
    }
    auto const skilled = world.attempt(service, 0);
    REQUIRE(skilled.kept == candidate_state::waiting);
    REQUIRE(skilled.verdict->trials == 3);
    *world.source.rows = traded_rows(800);
    world.clock.set(day(900));
    auto const outcome = service.approve("trader", "a year of it");
    REQUIRE(outcome.verdict);
    CHECK(outcome.verdict->rows == 400);
    CHECK(outcome.verdict->trials == 4);
    CHECK(outcome.published);
}

TEST_CASE("what was best by luck among rivals is refused, what is better is not", "[rival]") {
    market world;
    auto const service = world.make<no_overfitting>();
    CHECK(world.attempt(*service, 1).published);  // nothing to choose from
    std::size_t rejected = 0;
    for (std::uint64_t seed = 2; rejected < 2; ++seed) {
        auto const outcome = world.attempt(*service, seed);
        REQUIRE(outcome.verdict->rivals == 1 + rejected);  // champion and kept candidates
        if (outcome.published) continue;
        ++rejected;
        CHECK(outcome.verdict->why == verdict_reason::overfitted);
        CHECK(outcome.verdict->overfitting > 0.5);
        CHECK(outcome.kept == candidate_state::rejected);
    }
    auto const skilled = world.attempt(*service, 0);
    CHECK(skilled.published);
    CHECK(skilled.verdict->rivals == 3);
    CHECK(skilled.verdict->overfitting < 0.05);
}

namespace {
/// Counts how often a candidate's file is read.
struct counting_store : memory_store {
    std::shared_ptr<int> candidates_read = std::make_shared<int>(0);
    std::vector<std::byte> read(file_seal const& seal) {
        if (seal.file.find("candidate") != std::string::npos) ++*candidates_read;
        return memory_store::read(seal);
    }
};

template <class Gate>
int candidates_read_by() {
    market world;
    counting_store const store;
    retraining_service<on<ping>, toy_source, counting_store, memory_ledger, kept_history,
                       virtual_clock, no_backup, last_fifth, trading, Gate>
        service{world.source, store, world.ledger, world.history, world.clock, world.trainer};
    for (std::uint64_t const seed : {1U, 2U, 3U}) {
        auto const bytes = trader{seed}.save();
        (void)memory_store{store}.keep({"trader", "trader", {}, bytes, {}});
    }
    (void)world.attempt(service, 4);
    return *store.candidates_read;
}
}  // namespace

TEST_CASE("only a gate that wants to compare causes candidates to be loaded", "[rival]") {
    CHECK(candidates_read_by<no_luck>() == 0);
    CHECK(candidates_read_by<champion_challenger<>>() == 0);
    CHECK(candidates_read_by<no_overfitting>() == 3);
    CHECK(candidates_read_by<unless_lucky<no_overfitting, earning>>() == 3);
}

TEST_CASE("a source without the return says so in the verdict", "[rival]") {
    market world;
    world.source.rows->shape.auxiliary = {"profit"};
    for (auto const& outcome : {world.attempt(*world.make<no_luck>(), 0),
                                world.attempt(*world.make<no_overfitting>(), 0)}) {
        CHECK_FALSE(outcome.published);
        CHECK(outcome.verdict->kind == decision_kind::reject);
        CHECK(outcome.verdict->why == verdict_reason::no_returns);
    }
}

TEST_CASE("a kept candidate that can't be read is left out with a warning", "[rival]") {
    market world;
    std::string said;
    auto const say = [&](log_level, std::string_view text) { said += text; };
    auto const offer = [&](std::uint64_t seed) {
        auto const bytes = trader{seed}.save();
        kept_candidate describes;
        describes.metadata.judge_saw_until = day(static_cast<int>(seed));
        return world.store.keep({"trader", "trader", {}, bytes, describes});
    };
    (void)offer(3);
    auto const damaged = offer(4);
    auto const itself = offer(5);
    world.store.models->files.at(damaged.judge.file).clear();
    auto const rivals = kept_rivals<trader>(world.store, "trader", itself.number, say);
    REQUIRE(rivals.size() == 1);
    CHECK(rivals[0].judge.seed == 3);
    CHECK(rivals[0].known.judge_saw_until == day(3));
    CHECK_THAT(said, ContainsSubstring("candidate 2 of model 'trader' is not compared with"));
    CHECK(kept_rivals<trader>(world.store, "trader", 0, nullptr).size() == 2);
    CHECK(kept_rivals<trader>(world.store, "other", 0, say).empty());
    CHECK(kept_rivals<toy_model>(world.store, "trader", 0, say).empty());  // of another kind
}
