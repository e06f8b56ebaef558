#pragma once

#include <retrain/retraining_service.hpp>

#include <retrain/clock/virtual_clock.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/window/all_rows.hpp>

#include <support/toy.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A service of which every part that a program may write does, where a test says so, something
// that it should not: throw, block, answer nonsense.
namespace retrain::testing {

struct ping {};

/// What happens at a place such as "split.split". Models are made from bytes, so this is no
/// member of anything.
class mishaps {
   public:
    static void set(std::string_view place, std::function<void()> what) {
        std::scoped_lock const lock{mutex};
        planned.insert_or_assign(std::string{place}, std::move(what));
    }
    static void clear() {
        std::scoped_lock const lock{mutex};
        planned.clear();
    }
    static void happen(std::string_view place) {
        std::function<void()> what;
        {
            std::scoped_lock const lock{mutex};
            if (auto const found = planned.find(place); found != planned.end()) what = found->second;
        }
        if (what) what();
    }

   private:
    static inline std::mutex mutex{};
    static inline std::map<std::string, std::function<void()>, std::less<>> planned{};
};

/// Three ways to throw, and how a record says which.
struct thrown {
    std::function<void()> act;
    failure_reason why;
    std::string_view text;
};
inline std::array<thrown, 3> const ways{
    thrown{[] { throw error{failure_reason::bad_parameter, "it is broken"}; },
           failure_reason::bad_parameter, "it is broken"},
    thrown{[] { throw std::runtime_error{"it is broken"}; }, failure_reason::unexpected,
           "it is broken"},
    thrown{[] { throw 42; }, failure_reason::unexpected, "no std::exception"},
};

struct frail_source : toy_source {
    dataset load(load_request const& request) {
        mishaps::happen("source.load");
        return toy_source::load(request);
    }
};

struct frail_filter {
    using policy_role = filter_role;
    static row_decision judge(row_view const&) {
        mishaps::happen("filter.judge");
        return row_decision::pass;
    }
};

struct frail_data_gate {
    using policy_role = data_gate_role;
    static data_findings check(dataset_view, std::span<model_metadata const>) {
        mishaps::happen("data_gate.check");
        return {};
    }
};

/// Holds out the last fifth, or answers what a test says.
struct frail_split {
    using policy_role = split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = true;
    std::shared_ptr<std::optional<split_rows>> instead =
        std::make_shared<std::optional<split_rows>>();

    split_rows split(dataset_view rows) const {
        mishaps::happen("split.split");
        return *instead ? **instead : purged_holdout<20, refit, 500, 0>::split(rows);
    }
};

struct frail_window {
    using policy_role = window_role;
    static time_point begin(dataset_view rows, std::string_view) {
        mishaps::happen("window.begin");
        return *std::ranges::min_element(rows.entry);
    }
};

struct frail_model {
    static constexpr std::string_view extension = "frail";
    toy_model inner{};
    std::size_t classes = 2;
    std::size_t features = 1;

    [[nodiscard]] std::vector<std::byte> save() const {
        mishaps::happen("model.save");
        return inner.save();
    }
    [[nodiscard]] static frail_model load(std::span<std::byte const> bytes) {
        mishaps::happen("model.load");
        return {toy_model::load(bytes)};
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        mishaps::happen("model.predict_proba");
        inner.predict_proba(rows, out);
    }
    [[nodiscard]] std::size_t feature_count() const noexcept { return features; }
    [[nodiscard]] std::size_t class_count() const noexcept { return classes; }
};

/// Takes no notice of its stop token.
struct frail_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "frail";
    std::shared_ptr<frail_model> made =
        std::make_shared<frail_model>(frail_model{.inner = {.confidence = 0.9F}});
    std::shared_ptr<std::function<void(training_request const&)>> during =
        std::make_shared<std::function<void(training_request const&)>>();

    frail_model train(training_request const& request) const {
        mishaps::happen("trainer.train");
        if (request.progress) request.progress({.model = name, .round = 1, .rounds = 2});
        if (request.progress) request.progress({.model = name, .round = 2, .rounds = 2});
        if (*during) (*during)(request);
        return *made;
    }
};

struct frail_trigger {
    using policy_role = trigger_role;
    using events = type_list<ping>;
    static std::optional<reason> observe(ping const&, observation const&) noexcept {
        mishaps::happen("trigger.observe");  // may block, and nothing else
        return reason{"ping"};
    }
    static std::string save() {
        mishaps::happen("trigger.save");
        return "state";
    }
    static void restore(std::string_view) { mishaps::happen("trigger.restore"); }
    static std::string summarize(dataset_view) {
        mishaps::happen("trigger.summarize");
        return "summary";
    }
    static void compare_with(std::string_view) { mishaps::happen("trigger.compare_with"); }
};

struct frail_backup {
    using policy_role = backup_role;
    static std::string preserve(backup_request const&) {
        mishaps::happen("backup.preserve");
        return "nowhere/copy";
    }
};

struct frail_store : memory_store {
    std::optional<model_manifest> find(std::string_view name) {
        mishaps::happen("store.find");
        return memory_store::find(name);
    }
    std::vector<std::byte> read(file_seal const& seal) {
        mishaps::happen("store.read");
        return memory_store::read(seal);
    }
    model_manifest publish(publication const& winner) {
        mishaps::happen("store.publish");
        auto manifest = memory_store::publish(winner);
        mishaps::happen("store.published");
        return manifest;
    }
    kept_candidate keep(candidate_offer const& offered) {
        mishaps::happen("store.keep");
        return memory_store::keep(offered);
    }
    std::vector<kept_candidate> candidates(std::string_view name) {
        mishaps::happen("store.candidates");
        return memory_store::candidates(name);
    }
    void settle(std::string_view name, std::uint64_t number, std::optional<candidate_state> state,
                std::string_view because) {
        mishaps::happen("store.settle");
        memory_store::settle(name, number, state, because);
    }
    [[nodiscard]] bool writable() const {
        mishaps::happen("store.writable");
        return memory_store::writable();
    }
    [[nodiscard]] bool try_lock() const {
        mishaps::happen("store.try_lock");
        return memory_store::try_lock();
    }
    std::vector<std::string> recover() const {
        mishaps::happen("store.recover");
        return {};
    }
};

struct frail_ledger {
    using policy_role = ledger_role;
    std::shared_ptr<ledger_state> saved = std::make_shared<ledger_state>();

    [[nodiscard]] ledger_state load() const {
        mishaps::happen("ledger.load");
        return *saved;
    }
    void save(ledger_state const& state) {
        mishaps::happen("ledger.save");
        *saved = state;
    }
};

struct frail_history : kept_history {
    void record(run_record const& run) {
        mishaps::happen("history.record(run)");
        kept_history::record(run);
    }
    void record(skip_record const& skip) {
        mishaps::happen("history.record(skip)");
        kept_history::record(skip);
    }
};

struct kept_log {
    using policy_role = logger_role;
    struct lines {
        std::mutex mutex{};
        std::vector<std::string> errors{};
    };
    std::shared_ptr<lines> kept = std::make_shared<lines>();

    void log(log_level level, std::string_view text) noexcept {
        std::scoped_lock const lock{kept->mutex};
        if (level >= log_level::warning) kept->errors.emplace_back(text);
    }
};

template <class... Policies>
using frail_service =
    retraining_service<frail_trigger, frail_source, frail_filter, frail_data_gate, frail_split,
                       frail_window, frail_trainer, champion_challenger<log_loss, min_units<2>>,
                       frail_backup, frail_store, frail_ledger, frail_history, kept_log,
                       virtual_clock, Policies...>;

/// A service that serves its first version, and what it was made of.
template <class Service>
struct frail_world {
    frail_source source{};
    frail_split split{};
    frail_trainer trainer{};
    frail_store store{};
    frail_ledger ledger{};
    frail_history history{};
    kept_log log{};
    virtual_clock clock{day(60)};
    settings values{};
    std::unique_ptr<Service> service{};

    frail_world() {
        mishaps::clear();
        start();
        if (!service->retrain("first")) throw std::runtime_error{"the first run failed"};
        promise(0.95F);
        clock.advance(25h);
        history.kept->runs.clear();
        log.kept->errors.clear();
    }
    frail_world(frail_world const&) = delete;
    frail_world& operator=(frail_world const&) = delete;
    ~frail_world() { mishaps::clear(); }

    void start() {
        service.reset();
        service = std::make_unique<Service>(values, source, split, trainer, store, ledger, history,
                                            log, clock);
    }
    /// How sure of itself the next model is: 0.95 is better than the first, 0.6 is worse.
    void promise(float confidence) { trainer.made->inner.confidence = confidence; }

    std::uint64_t generation() { return service->template live<frail_trainer>()->generation(); }
    float served() { return service->template live<frail_trainer>()->model().inner.confidence; }
    auto const& runs() const { return history.kept->runs; }
    bool said(std::string_view text) const {
        std::scoped_lock const lock{log.kept->mutex};
        return std::ranges::any_of(log.kept->errors, [&](auto const& line) {
            return line.find(text) != std::string::npos;
        });
    }
};

}  // namespace retrain::testing
