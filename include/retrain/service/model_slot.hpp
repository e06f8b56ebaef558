#pragma once

#include <retrain/backup/concept.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/training.hpp>
#include <retrain/promotion/concept.hpp>
#include <retrain/serve/live_model.hpp>
#include <retrain/serve/live_slot.hpp>
#include <retrain/service/admission.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/service/kept_candidates.hpp>
#include <retrain/service/model_description.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/service/smoke_test.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/concept.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// One model name of a service: its live model, and the way from training to going live.
template <Trainer T>
class model_slot {
   public:
    using model_type = model_of<T>;
    using live_type = live_model<model_type>;

    [[nodiscard]] std::shared_ptr<live_type const> live() const noexcept { return live_.get(); }

    /// The winner that is kept beside the champion; null where there is none.
    [[nodiscard]] std::shared_ptr<live_type const> challenger() const noexcept {
        return challenger_.get();
    }

    /// Generation that the store had when this slot last looked; 0 if there was none.
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

    /// Serves what the store has, if it is not what serves already. A champion whose files are
    /// damaged is passed over for the latest version before it that is whole; what was found goes
    /// to `say`. Keeps what serves if nothing in the store can.
    template <ModelStore Store, class Say>
    void refresh(Store& store, Say const& say) {
        refresh_live(store, say);
        refresh_challenger(store);
    }

    /// Trains, judges, and puts the winner where `promotion` says. Never throws: what went wrong is
    /// in the outcome, and then nothing has changed.
    template <bool Refits, ValidationPolicy Validation, PromotionPolicy Promotion,
              BackupPolicy Backup, ModelStore Store>
    [[nodiscard]] model_outcome run(T& trainer, run_order const& order,
                                    Validation const& validation, Promotion const& promotion,
                                    Backup& backup, Store& store) noexcept {
        model_outcome outcome{.name = std::string{T::name}};
        auto const begin = std::chrono::steady_clock::now();
        try {
            candidate<model_type> offered{
                train_judge(trainer, order.training, order.rows.training.view())};
            outcome.rounds = rounds_of(offered.judge).value_or(0);
            outcome.verdict = judged(validation, order, offered.judge, store);
            auto metadata =
                describe_model(order.rows, *outcome.verdict, order.because, order.now);
            if (auto winner = validated<model_type>::by_merit(offered, *outcome.verdict)) {
                if constexpr (Refits)
                    winner->refit(
                        train_live(trainer, order.training, order.rows.all, winner->judge()));
                if (order.summarize)
                    metadata.reference =
                        order.summarize(Refits ? order.rows.all : order.rows.training.view());
                auto const files = smoke_tested(*winner, metadata, order);
                if (auto const aside = place(promotion, *outcome.verdict, order.now))
                    set_aside(*winner, *aside, files, order.now, store, outcome);
                else
                    publish(*std::move(winner), files, {order.now, order.training.stop}, backup,
                            store, outcome);
            } else {
                keep_rejected(offered, metadata, order, store, outcome);
            }
        } catch (...) {
            outcome.failure = current_failure();
        }
        outcome.generation = generation_;
        outcome.seconds =
            std::chrono::duration<double>{std::chrono::steady_clock::now() - begin}.count();
        return outcome;
    }

    /// Makes a kept version live again: the one of that number, for 0 the one before the live one.
    /// Throws what the store throws; then nothing has changed.
    template <ModelStore Store>
    [[nodiscard]] model_outcome rollback(Store& store, std::string_view because,
                                         std::uint64_t version = 0) {
        auto const before = store.find(T::name);
        if (!before || before->previous.empty())
            throw error{failure_reason::store_failed, "model '" + std::string{T::name} +
                                                          "' has no earlier version to go back to"};
        // Loaded first: a version that can't serve must not become the champion.
        auto const* target = version == 0 ? &before->previous.front() : before->find(version);
        std::optional<model_type> model;
        if (target != nullptr) model = model_type::load(store.read(target->live));
        auto const manifest = go_back(store, because, version);
        if (!model) model = model_type::load(store.read(manifest.champion.live));
        put_live(*std::move(model), manifest);
        auto outcome = by_hand(intervention_kind::rollback, because);
        outcome.published = true;
        return outcome;
    }

    /// Lets nothing replace the live version, or lets it again.
    template <PinningStore Store>
    [[nodiscard]] model_outcome pin(Store& store, std::string_view because) {
        take_note(store.pin(T::name, because));
        return by_hand(intervention_kind::pin, because);
    }
    template <PinningStore Store>
    [[nodiscard]] model_outcome unpin(Store& store, std::string_view because) {
        take_note(store.unpin(T::name));
        return by_hand(intervention_kind::unpin, because);
    }

    /// Makes the open candidate live, unless `validation` refuses it on the rows of `order`, whose
    /// outcome became known since it won. Throws what the store and the backup throw; then nothing
    /// has changed.
    template <ValidationPolicy Validation, BackupPolicy Backup, ModelStore Store>
    [[nodiscard]] model_outcome approve(run_order const& order, Validation const& validation,
                                        Backup& backup, Store& store) {
        auto const kept = require_open_candidate(store, T::name, order.now);
        auto outcome = by_hand(intervention_kind::approval, order.because);
        outcome.candidate = kept.number;
        candidate<model_type> offered{model_type::load(store.read(kept.judge))};
        if (!order.rows.holdout.labels.empty()) {
            outcome.verdict = judged(validation, order, offered.judge, store);
            if (outcome.verdict->kind == decision_kind::reject) {
                outcome.kept = kept.state;
                return outcome;
            }
        }
        release(std::move(offered), kept, order, backup, store, outcome);
        return outcome;
    }

    /// Closes the open candidate.
    template <ModelStore Store>
    [[nodiscard]] model_outcome decline(Store& store, std::string_view because, time_point now) {
        auto const kept = require_open_candidate(store, T::name, now);
        if constexpr (CandidateStore<Store>)
            store.settle(T::name, kept.number, candidate_state::declined, because);
        challenger_.set(nullptr);
        auto outcome = by_hand(intervention_kind::decline, because);
        outcome.kept = candidate_state::declined;
        outcome.candidate = kept.number;
        return outcome;
    }

    /// Makes the kept candidate `number` live, whatever the gate said of it; 0 is the latest. It
    /// still has to pass the smoke test.
    template <BackupPolicy Backup, ModelStore Store>
    [[nodiscard]] model_outcome force(std::uint64_t number, run_order const& order, Backup& backup,
                                      Store& store) {
        auto const kept = require_candidate(store, T::name, number);
        auto outcome = by_hand(intervention_kind::force, order.because);
        outcome.candidate = kept.number;
        release({model_type::load(store.read(kept.judge))}, kept, order, backup, store, outcome);
        return outcome;
    }

   private:
    template <ModelStore Store, class Say>
    void refresh_live(Store& store, Say const& say) {
        auto const manifest = store.find(T::name);
        if (!manifest || (manifest->generation == generation_ && live())) return;
        if (manifest->extension != model_type::extension)
            throw error{failure_reason::corrupt_model,
                        "model '" + std::string{T::name} + "' is stored as ." + manifest->extension +
                            ", its trainer reads ." + std::string{model_type::extension} +
                            "; move it away or name the trainer that made it"};
        if (serve(store, *manifest, manifest->champion, say)) return;
        for (auto const& version : manifest->previous)
            if (serve(store, *manifest, version, say)) {
                say(log_level::warning, "model '" + std::string{T::name} +
                                            "' serves the earlier version " +
                                            std::to_string(version.version));
                return;
            }
        take_note(*manifest);
    }

    /// A challenger that was kept before a restart answers again. One that went live just before
    /// the program was killed is a candidate no longer.
    template <ModelStore Store>
    void refresh_challenger(Store& store) {
        if constexpr (CandidateStore<Store>) {
            auto const champion = live();
            for (auto const& kept : store.candidates(T::name)) {
                if (!is_open(kept.state)) continue;
                if (champion && champion->version().live.sha256 == kept.live.sha256)
                    store.settle(T::name, kept.number, std::nullopt, "");
                else if (kept.state == candidate_state::challenger && !challenger())
                    challenger_.set(make_live(model_type::load(store.read(kept.live)),
                                              version_of(kept), 0));
            }
        }
    }

    template <ModelStore Store, class Say>
    bool serve(Store& store, model_manifest const& manifest, model_version const& version,
               Say const& say) {
        try {
            auto model = model_type::load(store.read(version.live));
            put_live(std::move(model), manifest, version);
            return true;
        } catch (...) {
            say(log_level::error, "model '" + std::string{T::name} + "' version " +
                                      std::to_string(version.version) +
                                      " can't serve: " + current_failure().text);
            return false;
        }
    }

    [[nodiscard]] static std::shared_ptr<live_type const> make_live(model_type model,
                                                                    model_version const& version,
                                                                    std::uint64_t generation) {
        return std::make_shared<live_type const>(std::move(model), std::string{T::name}, version,
                                                 generation);
    }
    void put_live(model_type model, model_manifest const& manifest) {
        put_live(std::move(model), manifest, manifest.champion);
    }
    void put_live(model_type model, model_manifest const& manifest, model_version const& version) {
        live_.set(make_live(std::move(model), version, manifest.generation));
        take_note(manifest);
    }
    void take_note(model_manifest const& manifest) {
        generation_ = manifest.generation;
        pinned_ = !manifest.pinned_because.empty();
    }

    template <ModelStore Store>
    [[nodiscard]] static model_manifest go_back(Store& store, std::string_view because,
                                                std::uint64_t version) {
        if constexpr (PinningStore<Store>) return store.rollback(T::name, because, version);
        else return store.rollback(T::name, because);
    }

    /// What is known of a kept candidate, as of a version that none is yet.
    [[nodiscard]] static model_version version_of(kept_candidate const& kept) {
        return {0, kept.live, kept.judge, kept.metadata};
    }
    [[nodiscard]] model_outcome by_hand(intervention_kind kind, std::string_view because) const {
        return {.name = std::string{T::name},
                .generation = generation_,
                .by_hand = intervention{kind, std::string{because}}};
    }
    /// Puts a kept candidate live by the files that it was kept in, byte for byte.
    template <BackupPolicy Backup, ModelStore Store>
    void release(candidate<model_type> offered, kept_candidate const& kept, run_order const& order,
                 Backup& backup, Store& store, model_outcome& outcome) {
        auto winner = validated<model_type>::by_person(std::move(offered), order.because);
        model_files files{{}, store.read(kept.judge), kept.metadata};
        if (kept.live != kept.judge) {
            files.live = store.read(kept.live);
            winner.refit(model_type::load(files.live));
        }
        files.metadata.verdict +=
            "; " + std::string{name(outcome.by_hand->kind)} + ": " + winner.because();
        winner.live() = smoke_test(winner.live(), std::span{files.live.empty() ? files.judge
                                                                               : files.live},
                                   order.rows.all);
        publish(std::move(winner), files, {order.now, order.training.stop}, backup, store, outcome);
        outcome.generation = generation_;
        if constexpr (CandidateStore<Store>)
            store.settle(T::name, kept.number, std::nullopt, "");
        if (is_open(kept.state)) challenger_.set(nullptr);
    }

    template <ValidationPolicy Validation, ModelStore Store>
    [[nodiscard]] verdict judged(Validation const& validation, run_order const& order,
                                 model_type const& challenger, Store& store) {
        auto const champion = live();
        if (!champion)
            return judge_challenger<model_type>(validation, order.rows, challenger, nullptr, nullptr);
        auto const judge = model_type::load(store.read(champion->version().judge));
        auto const tried = order.trials.find(std::string{T::name});
        return judge_challenger<model_type>(validation, order.rows, challenger, &judge,
                                            &champion->metadata(), order.now,
                                            tried == order.trials.end() ? 1 : tried->second + 1);
    }

    /// Where a winner goes. While the live version is pinned, none goes live by itself.
    template <PromotionPolicy Promotion>
    [[nodiscard]] std::optional<set_aside_as> place(Promotion const& promotion,
                                                    verdict const& says, time_point now) const {
        auto const aside = promotion.place(says, now);
        if (pinned_ && !aside) return set_aside_as{};
        return aside;
    }

    /// Keeps a winner until somebody decides.
    template <ModelStore Store>
    void set_aside(validated<model_type>& winner, set_aside_as const& as, model_files const& files,
                   time_point now, Store& store, model_outcome& outcome) {
        if constexpr (CandidateStore<Store>) {
            auto const kept = keep(files, {.state = as.state, .kept_at = now, .expires = as.expires},
                                   store, outcome);
            challenger_.set(as.state == candidate_state::challenger
                                ? make_live(std::move(winner.live()), version_of(kept), 0)
                                : nullptr);
        }
    }

    /// Keeps a candidate that the gate refused, for inspection. That it can't is no failure.
    template <ModelStore Store>
    void keep_rejected(candidate<model_type>& refused, model_metadata const& metadata,
                       run_order const& order, Store& store, model_outcome& outcome) {
        if constexpr (CandidateStore<Store>) {
            try {
                keep({{}, save_described(refused.judge, metadata), metadata},
                     {.state = candidate_state::rejected, .kept_at = order.now}, store, outcome);
            } catch (std::exception const& failed) {
                if (order.training.message)
                    order.training.message(log_level::warning, std::string{"the rejected candidate "
                                           "is not kept: "} + failed.what());
            }
        }
    }

    template <CandidateStore Store>
    kept_candidate keep(model_files const& files, kept_candidate describes, Store& store,
                        model_outcome& outcome) {
        describes.metadata = files.metadata;
        auto const kept =
            store.keep({T::name, model_type::extension, files.live, files.judge, describes});
        outcome.kept = kept.state;
        outcome.candidate = kept.number;
        return kept;
    }

    /// Puts a validated model live: the old one is backed up, the store commits, readers get it.
    template <BackupPolicy Backup, ModelStore Store>
    void publish(validated<model_type> winner, model_files const& files, publishing const& at,
                 Backup& backup, Store& store, model_outcome& outcome) {
        if (auto const champion = live())
            outcome.backup = backup.preserve({store.directory(), std::string{T::name},
                                              std::string{model_type::extension},
                                              champion->version(), at.now});
        if (at.stop.stop_requested())
            throw error{failure_reason::cancelled, "cancelled before the new model was published"};
        auto const manifest = store.publish({.name = T::name,
                                             .extension = model_type::extension,
                                             .live = files.live.empty() ? files.judge : files.live,
                                             .judge = files.live.empty() ? std::span<std::byte const>{}
                                                                         : files.judge,
                                             .metadata = files.metadata,
                                             .expected_generation = generation_});
        put_live(std::move(winner.live()), manifest);
        outcome.published = true;
    }

    /// The files of `winner`, whose model to serve is replaced by what they load as.
    [[nodiscard]] model_files smoke_tested(validated<model_type>& winner,
                                           model_metadata const& metadata, run_order const& order) {
        model_files files{{}, save_described(winner.judge(), metadata), metadata};
        if (winner.is_refit()) files.live = save_described(winner.live(), metadata);
        auto const champion = live();
        smoke_baseline<model_type> const baseline =
            champion ? smoke_baseline<model_type>{&champion->model(),
                                                  champion->version().live.length}
                     : smoke_baseline<model_type>{};
        winner.live() =
            smoke_test(winner.live(), std::span{winner.is_refit() ? files.live : files.judge},
                       order.rows.all, baseline, order.limits);
        return files;
    }

    live_slot<live_type> live_;
    live_slot<live_type> challenger_;
    std::uint64_t generation_ = 0;  // touched by runs only, which are serial
    bool pinned_ = false;           // likewise
};

}  // namespace retrain
