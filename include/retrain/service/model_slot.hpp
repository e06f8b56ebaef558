#pragma once

#include <retrain/backup/concept.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/training.hpp>
#include <retrain/promotion/concept.hpp>
#include <retrain/service/admission.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/service/kept_candidates.hpp>
#include <retrain/service/model_description.hpp>
#include <retrain/service/rival.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/service/served_model.hpp>
#include <retrain/service/smoke_test.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/concept.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// One model name of a service: what serves, and the way from training to serving.
template <Trainer T>
class model_slot : served_model<T> {
    using served = served_model<T>;

   public:
    using typename served::live_type;
    using typename served::model_type;
    using served::challenger;
    using served::generation;
    using served::live;
    using served::look_again;
    using served::pin;
    using served::refresh;
    using served::rollback;
    using served::unpin;

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
            require_on_record(store);
            expire_candidates(store, T::name, order.now);
            stop_here(order.training.stop);
            candidate<model_type> offered{
                train_judge(trainer, order.training, order.rows.training.view())};
            stop_here(order.training.stop);  // a trainer may not have listened
            outcome.rounds = rounds_of(offered.judge).value_or(0);
            outcome.verdict = judged(validation, order, offered.judge, store);
            auto metadata =
                describe_model(order.rows, *outcome.verdict, order.because, order.now);
            if (auto winner = validated<model_type>::by_merit(offered, *outcome.verdict)) {
                if constexpr (Refits)
                    winner->refit(
                        train_live(trainer, order.training, order.rows.all, winner->judge()));
                stop_here(order.training.stop);
                if (order.summarize)
                    metadata.reference =
                        order.summarize(Refits ? order.rows.all : order.rows.training.view());
                auto const files = smoke_tested(*winner, metadata, order);
                if (auto const aside = place(promotion, *outcome.verdict, order.now)) {
                    set_aside(*winner, *aside, files, order.now, store, outcome);
                } else {
                    publish(*std::move(winner), files, {order.present(), order.training.stop},
                            backup, store, outcome);
                    close_candidates(nullptr, order.training, store);
                }
            } else {
                keep_rejected(offered, metadata, order, store, outcome);
            }
        } catch (...) {
            outcome.failure = current_failure();
        }
        outcome.generation = generation();
        outcome.seconds =
            std::chrono::duration<double>{std::chrono::steady_clock::now() - begin}.count();
        return outcome;
    }

    /// Makes the open candidate `kept` live, unless `validation` refuses it on the rows of `order`,
    /// whose outcome became known since it won. Throws what the store and the backup throw; then nothing
    /// has changed.
    template <ValidationPolicy Validation, BackupPolicy Backup, ModelStore Store>
    [[nodiscard]] model_outcome approve(kept_candidate const& kept, run_order const& order,
                                        Validation const& validation, Backup& backup,
                                        Store& store) {
        auto outcome = by_hand(intervention_kind::approval, order.because);
        outcome.candidate = kept.number;
        candidate<model_type> offered{model_type::load(store.read(kept.judge))};
        if (!order.rows.holdout.labels.empty()) {
            outcome.verdict = judged(validation, order, offered.judge, store, kept.number);
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
        drop_challenger();
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
    using served::by_hand;
    using served::drop_challenger;
    using served::pinned;
    using served::put_live;
    using served::require_on_record;
    using served::serve_challenger;

    static void stop_here(std::stop_token const& stop) {
        if (stop.stop_requested())
            throw error{failure_reason::cancelled, "cancelled before the new model was published"};
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
        replace_by_loaded(winner, files, order);
        publish(std::move(winner), files, {order.present(), order.training.stop}, backup, store,
                outcome);
        outcome.generation = generation();
        if (is_open(kept.state)) drop_challenger();
        close_candidates(&kept, order.training, store);
    }

    /// What went live is no candidate any more, where it was one, and closes an open one that is
    /// older. The publish stands: what can't be written now is for the next refresh.
    template <ModelStore Store>
    void close_candidates(kept_candidate const* released, training_request const& training,
                          Store& store) {
        if constexpr (CandidateStore<Store>) {
            try {
                if (released != nullptr)
                    store.settle(T::name, released->number, std::nullopt, "");
                auto const newer = released != nullptr ? released->number
                                                       : std::numeric_limits<std::uint64_t>::max();
                if (supersede_candidate(store, T::name, newer)) drop_challenger();
            } catch (...) {
                if (training.message)
                    training.message(log_level::warning,
                                     "a candidate of model '" + std::string{T::name} +
                                         "' stays open until the next run, though it is live or a "
                                         "newer model is: " + current_failure().text);
            }
        }
    }

    /// What the gate says of `offered`, or once more of the kept winner of the number `itself`.
    template <ValidationPolicy Validation, ModelStore Store>
    [[nodiscard]] verdict judged(Validation const& validation, run_order const& order,
                                 model_type const& offered, Store& store,
                                 std::uint64_t itself = 0) {
        std::vector<rival<model_type>> rivals;
        if constexpr (WantsRivals<Validation>)
            rivals = kept_rivals<model_type>(store, T::name, itself, order.training.message);
        auto const attempt = order.trials.next(T::name);
        bool const rescored = itself != 0;
        auto const champion = live();
        if (!champion)
            return judge_challenger<model_type>(validation, order.rows, offered, nullptr, nullptr,
                                                order.now, attempt, rivals, rescored);
        auto const judge = model_type::load(store.read(champion->version().judge));
        return judge_challenger<model_type>(validation, order.rows, offered, &judge,
                                            &champion->metadata(), order.now, attempt, rivals,
                                            rescored);
    }

    /// Where a winner goes. While the live version is pinned, none goes live by itself.
    template <PromotionPolicy Promotion>
    [[nodiscard]] std::optional<set_aside_as> place(Promotion const& promotion,
                                                    verdict const& says, time_point now) const {
        auto const aside = promotion.place(says, now);
        if (pinned() && !aside) return set_aside_as{};
        return aside;
    }

    /// Keeps a winner until somebody decides.
    template <ModelStore Store>
    void set_aside(validated<model_type>& winner, set_aside_as const& as, model_files const& files,
                   time_point now, Store& store, model_outcome& outcome) {
        if constexpr (CandidateStore<Store>) {
            auto const kept = keep(files, {.state = as.state, .kept_at = now, .expires = as.expires},
                                   store, outcome);
            if (as.state == candidate_state::challenger)
                serve_challenger(std::move(winner.live()), kept);
            else
                drop_challenger();
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
            } catch (...) {
                if (order.training.message)
                    order.training.message(
                        log_level::warning,
                        "the rejected candidate is not kept: " + current_failure().text);
            }
        }
    }

    template <CandidateStore Store>
    kept_candidate keep(model_files const& files, kept_candidate describes, Store& store,
                        model_outcome& outcome) {
        describes.metadata = files.metadata;
        describes.generation = generation();
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
        stop_here(at.stop);
        auto const manifest = store.publish({.name = T::name,
                                             .extension = model_type::extension,
                                             .live = files.live.empty() ? files.judge : files.live,
                                             .judge = files.live.empty() ? std::span<std::byte const>{}
                                                                         : files.judge,
                                             .metadata = files.metadata,
                                             .expected_generation = generation(),
                                             .at = at.now});
        put_live(std::move(winner.live()), manifest);
        outcome.published = true;
    }

    /// The files of `winner`, whose model to serve is replaced by what they load as.
    [[nodiscard]] model_files smoke_tested(validated<model_type>& winner,
                                           model_metadata const& metadata, run_order const& order) {
        model_files files{{}, save_described(winner.judge(), metadata), metadata};
        if (winner.is_refit()) files.live = save_described(winner.live(), metadata);
        replace_by_loaded(winner, files, order);
        return files;
    }

    /// The smoke test: what is to serve is what its file loads as, within the champion's bounds.
    void replace_by_loaded(validated<model_type>& winner, model_files const& files,
                           run_order const& order) const {
        auto const champion = live();
        smoke_baseline<model_type> const baseline =
            champion ? smoke_baseline<model_type>{&champion->model(),
                                                  champion->version().live.length}
                     : smoke_baseline<model_type>{};
        winner.live() =
            smoke_test(winner.live(), std::span{winner.is_refit() ? files.live : files.judge},
                       order.rows.all, baseline, order.limits);
    }
};

}  // namespace retrain
