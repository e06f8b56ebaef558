#pragma once

#include <retrain/backup/concept.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/named_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/core/version_name.hpp>
#include <retrain/data_gate/concept.hpp>
#include <retrain/filter/concept.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/service/model_slot.hpp>
#include <retrain/promotion/concept.hpp>
#include <retrain/service/prepared_data.hpp>
#include <retrain/service/publications.hpp>
#include <retrain/service/run_watch.hpp>
#include <retrain/source/concept.hpp>
#include <retrain/split/concept.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/concept.hpp>
#include <retrain/window/concept.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {
template <class Trainers>
struct slots_for;
template <class... Ts>
struct slots_for<type_list<Ts...>> {
    using type = std::tuple<model_slot<Ts>...>;
};
}  // namespace detail

/// What a run does: load, check, split, train, validate, back up, publish, swap. Owns the policies
/// of these steps and the live models. One run at a time; readers of live models at any time.
template <DataSource Source, RowFilter Filter, DataGate Gate, SplitPolicy Split,
          WindowPolicy Window, TrainerBundle Trainers, ValidationPolicy Validation,
          PromotionPolicy Promotion, BackupPolicy Backup, ModelStore Store>
class pipeline {
   public:
    using listener = std::function<void(log_level, std::string_view)>;
    using slots = typename detail::slots_for<typename Trainers::trainers>::type;
    using trainers = Trainers;

    /// Other processes can make a version live.
    static constexpr bool shared = SharedStore<Store>;

    /// `make.operator()<P>()` returns the policy `P`.
    template <class Make>
    explicit pipeline(Make const& make)
        : source_{make.template operator()<Source>()},
          filter_{make.template operator()<Filter>()},
          gate_{make.template operator()<Gate>()},
          split_{make.template operator()<Split>()},
          window_{make.template operator()<Window>()},
          trainers_{make.template operator()<Trainers>()},
          validation_{make.template operator()<Validation>()},
          promotion_{make.template operator()<Promotion>()},
          backup_{make.template operator()<Backup>()},
          store_{make.template operator()<Store>()},
          limits_{make.values().smoke_size_factor, make.values().smoke_latency_factor} {}

    /// The model directory's lock, held over a run; false where another process has it.
    [[nodiscard]] auto try_lock() { return store_.try_lock(); }

    /// The turn of a person's act, where the store knows turns; held until the act is recorded.
    [[nodiscard]] auto lock_acts() {
        if constexpr (requires { store_.lock_acts(); }) return store_.lock_acts();
        else return true;
    }

    /// What serves, by slot.
    [[nodiscard]] std::vector<std::uint64_t> generations() {
        std::vector<std::uint64_t> found;
        for_each_slot([&](auto& slot, auto&) { found.push_back(slot.generation()); });
        return found;
    }

    /// What the store knows to have gone live, as records of `service`.
    [[nodiscard]] std::vector<run_record> publications(std::string_view service, time_point now) {
        std::vector<run_record> found;
        for_each_slot([&](auto&, auto& trainer) {
            if (auto const manifest = store_.find(trainer.name))
                for (auto& run : publications_of(*manifest, service, now))
                    found.push_back(std::move(run));
        });
        return found;
    }

    /// Lets the store complete what a killed program began, where it knows how, and tells `say`
    /// what it found.
    void recover(listener const& say) {
        if constexpr (requires { { store_.recover() } -> std::ranges::range; })
            for (auto const& sentence : store_.recover()) say(log_level::warning, sentence);
    }

    /// Serves whatever the store has by now. A model that can't be read is told to `say`.
    void refresh(listener const& say) {
        for_each_slot([&](auto& slot, auto&) {
            try {
                slot.refresh(store_, say);
            } catch (...) {
                say(log_level::error, current_failure().text);
            }
        });
    }

    /// Shows readers what another process made live, at any time, also during a run.
    void look_again(listener const& say) {
        if constexpr (SharedStore<Store>)
            for_each_slot([&](auto& slot, auto&) {
                try {
                    slot.look_again(store_, say);
                } catch (...) {
                    say(log_level::error, current_failure().text);
                }
            });
    }

    /// The usable rows at `now`, counted against those that were `seen`. Throws what the source
    /// and the filter throw.
    [[nodiscard]] prepared_data load(time_point now, std::span<seen_row const> seen) {
        std::scoped_lock const lock{loading_};
        auto const classes = known_classes();
        return prepare(source_, filter_, gate_, {classes, now}, seen, live_metadata());
    }

    /// Runs the selected models (all if `selected` is empty) on `data`, and enters into `run` what
    /// became of each. `trials` counts what was decided for each before; `clock` tells when a winner
    /// goes live. Throws `error` where no model can be run at all.
    void run(prepared_data const& data, std::span<std::string const> selected,
             training_request const& training, time_point now, run_record& run,
             past_trials trials = {}, std::function<std::string(dataset_view)> summarize = {},
             std::function<time_point()> clock = {}) {
        if (data.refused) throw *data.refused;
        require_usable(data.counts);
        require_trainable(data.rows.view());
        contest_rows const rows = split_contest(split_, window_, data.rows.view(), run.reason);
        run.rows.unpurged = !Split::purged;
        run.rows.training = rows.training.labels.size();
        run.rows.outside_window = rows.outside_window;
        run.rows.holdout = rows.holdout.labels.size();
        run.rows.purged = rows.purged;
        require_trainable(rows.training.view());
        run_order const order{rows,    training,          run.reason,           now,
                              limits_, std::move(trials), std::move(summarize), std::move(clock)};
        for_each_slot([&](auto& slot, auto& trainer) {
            bool const chosen =
                selected.empty() || std::ranges::find(selected, trainer.name) != selected.end();
            if (!chosen) return;
            run.models.push_back(slot.template run<Split::refits>(
                trainer, order, validation_, promotion_, backup_, store_));
        });
    }

    /// Throws `error` where there is nothing to go back to.
    [[nodiscard]] model_outcome rollback(std::string_view model, std::string_view because,
                                         version_name which, time_point now) {
        return on_slot(model,
                       [&](auto& slot) { return slot.rollback(store_, because, which, now); });
    }

    /// What `which` stands for in the store; nothing if there is no such version.
    [[nodiscard]] std::optional<named_version> find_version(std::string_view model,
                                                            version_name which, time_point now) {
        auto const manifest = store_.find(model);
        std::vector<kept_candidate> candidates;
        if constexpr (CandidateStore<Store>) candidates = store_.candidates(model);
        return retrain::find_version(which, manifest ? &*manifest : nullptr, candidates, now);
    }

    [[nodiscard]] model_outcome pin(std::string_view model, std::string_view because) {
        return on_slot(model, [&](auto& slot) { return slot.pin(store_, because); });
    }
    [[nodiscard]] model_outcome unpin(std::string_view model, std::string_view because) {
        return on_slot(model, [&](auto& slot) { return slot.unpin(store_, because); });
    }

    /// Throws `error` (`store_failed`) where the store's disk has fewer bytes free.
    void require_free_space(std::uint64_t bytes) const {
        detail::require_free_space(store_.directory(), bytes);
    }

    /// The model directory can be written; a store that can't tell is taken at its word.
    [[nodiscard]] bool writable() const {
        if constexpr (requires { { store_.writable() } -> std::convertible_to<bool>; })
            return store_.writable();
        else
            return true;
    }

    /// The winner of `model` that waits for a decision, or stands beside the champion.
    [[nodiscard]] std::optional<kept_candidate> open_candidate(std::string_view model,
                                                               time_point now) {
        return retrain::open_candidate(store_, model, now);
    }

    /// Throws `error` (`bad_parameter`) if none waits.
    void require_open_candidate(std::string_view model, time_point now) {
        (void)retrain::require_open_candidate(store_, model, now);
    }

    /// Makes the open candidate of `model` live, scored once more on those of `data` whose outcome
    /// became known since it won. `trials` counts what was decided for each model before.
    [[nodiscard]] model_outcome approve(std::string_view model, prepared_data const& data,
                                        training_request const& training,
                                        std::string const& because, time_point now,
                                        past_trials trials = {}) {
        if (data.refused) throw *data.refused;
        auto const kept = retrain::require_open_candidate(store_, model, now);
        contest_rows const rows =
            matured_since(data.rows.view(), kept.metadata.rows_known_until);
        return on_slot(model, [&](auto& slot) {
            return slot.approve(kept, {rows, training, because, now, limits_, std::move(trials)},
                                validation_, backup_, store_);
        });
    }

    [[nodiscard]] model_outcome decline(std::string_view model, std::string_view because,
                                        time_point now) {
        return on_slot(model, [&](auto& slot) { return slot.decline(store_, because, now); });
    }

    /// Makes a kept candidate live past the gate. `data` is what it is smoke-tested on.
    [[nodiscard]] model_outcome force(std::string_view model, std::uint64_t number,
                                      prepared_data const& data, training_request const& training,
                                      std::string const& because, time_point now) {
        contest_rows const rows{data.rows.view(), {}, {}, 0};
        return on_slot(model, [&](auto& slot) {
            return slot.force(number, {rows, training, because, now, limits_}, backup_, store_);
        });
    }

    template <std::size_t Place>
    [[nodiscard]] auto live() const noexcept {
        return std::get<Place>(slots_).live();
    }
    template <std::size_t Place>
    [[nodiscard]] auto challenger() const noexcept {
        return std::get<Place>(slots_).challenger();
    }

    /// The models that serve, with the generation of each. The names have static storage.
    [[nodiscard]] std::vector<std::pair<std::string_view, std::uint64_t>> live_generations() {
        std::vector<std::pair<std::string_view, std::uint64_t>> found;
        for_each_slot([&](auto& slot, auto& trainer) {
            if (auto const serving = slot.live())
                found.emplace_back(trainer.name, serving->generation());
        });
        return found;
    }

    /// What the live version of the first model knows of the rows that it learned from; empty where
    /// it knows nothing. Changes with the generation.
    [[nodiscard]] std::pair<std::uint64_t, std::string> reference() const {
        auto const serving = std::get<0>(slots_).live();
        if (!serving) return {0, {}};
        return {serving->generation(), serving->metadata().reference};
    }

    /// When the latest of the live models was trained; `not_yet` if there is none.
    [[nodiscard]] time_point last_trained() {
        time_point latest = not_yet;
        for_each_slot([&](auto& slot, auto&) {
            if (auto const serving = slot.live())
                latest = std::max(latest, serving->metadata().trained_at);
        });
        return latest;
    }

   private:
    /// What `act` answers for the slot of `model`, which must be one of this service's.
    template <class Act>
    [[nodiscard]] model_outcome on_slot(std::string_view model, Act const& act) {
        model_outcome outcome;
        for_each_slot([&](auto& slot, auto& trainer) {
            if (model == trainer.name) outcome = act(slot);
        });
        return outcome;
    }

    template <class F>
    void for_each_slot(F const& visit) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (visit(std::get<I>(slots_), trainers_.template get<I>()), ...);
        }(std::make_index_sequence<std::tuple_size_v<slots>>{});
    }

    /// The classes of the live models, the longest list of them: a new source must keep their
    /// indices.
    [[nodiscard]] std::vector<std::string> known_classes() {
        std::vector<std::string> known;
        for_each_slot([&](auto& slot, auto&) {
            auto const serving = slot.live();
            if (serving && serving->metadata().classes.size() > known.size())
                known = serving->metadata().classes;
        });
        return known;
    }

    /// What is known of the models that serve.
    [[nodiscard]] std::vector<model_metadata> live_metadata() {
        std::vector<model_metadata> known;
        for_each_slot([&](auto& slot, auto&) {
            if (auto const serving = slot.live()) known.push_back(serving->metadata());
        });
        return known;
    }

    Source source_;
    Filter filter_;
    Gate gate_;
    Split split_;
    Window window_;
    Trainers trainers_;
    Validation validation_;
    Promotion promotion_;
    Backup backup_;
    Store store_;
    smoke_limits limits_;
    slots slots_;
    std::mutex loading_;  // can_retrain_now() may load beside a run
};

}  // namespace retrain
