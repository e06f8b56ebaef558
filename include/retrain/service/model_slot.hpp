#pragma once

#include <retrain/backup/concept.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/training.hpp>
#include <retrain/core/version.hpp>
#include <retrain/serve/live_model.hpp>
#include <retrain/serve/live_slot.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/concept.hpp>

#include <algorithm>
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

/// What all models of one run share.
struct run_order {
    contest_rows const& rows;
    training_request const& training;  ///< threads, seed, stop token and listeners
    std::string const& because;
    time_point now;
};

/// The exception that is being handled, as a failure.
[[nodiscard]] inline failure current_failure() {
    try {
        throw;
    } catch (error const& known) {
        return {known.why(), known.what()};
    } catch (std::exception const& other) {
        return {failure_reason::unexpected, other.what()};
    } catch (...) {
        return {failure_reason::unexpected, "an exception that is no std::exception"};
    }
}

/// One model name of a service: its live model, and the way from training to going live.
template <Trainer T>
class model_slot {
   public:
    using model_type = model_of<T>;
    using live_type = live_model<model_type>;

    [[nodiscard]] std::shared_ptr<live_type const> live() const noexcept { return live_.get(); }

    /// Generation that the store had when this slot last looked; 0 if there was none.
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

    /// Serves what the store has, if it is not what serves already. A champion whose files are
    /// damaged is passed over for the latest version before it that is whole; what was found goes
    /// to `say`. Keeps what serves if nothing in the store can.
    template <ModelStore Store, class Say>
    void refresh(Store& store, Say const& say) {
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
        generation_ = manifest->generation;
    }

    /// Trains, judges, and puts the winner live. Never throws: what went wrong is in the outcome,
    /// and then nothing has changed.
    template <bool Refits, ValidationPolicy Validation, BackupPolicy Backup, ModelStore Store>
    [[nodiscard]] model_outcome run(T& trainer, run_order const& order,
                                    Validation const& validation, Backup& backup,
                                    Store& store) noexcept {
        model_outcome outcome{.name = std::string{T::name}};
        auto const begin = std::chrono::steady_clock::now();
        try {
            model_type judge = train_judge(trainer, order.training, order.rows.training.view());
            outcome.rounds = rounds_of(judge).value_or(0);
            outcome.verdict = judged(validation, order, judge, store);
            if (outcome.verdict->publishes()) {
                auto const metadata = describe_winner(order, *outcome.verdict);
                if constexpr (Refits) {
                    auto winner = train_live(trainer, order.training, order.rows.all, judge);
                    publish(order, winner, &judge, metadata, backup, store, outcome);
                } else {
                    publish(order, judge, nullptr, metadata, backup, store, outcome);
                }
            }
        } catch (...) {
            outcome.failure = current_failure();
        }
        outcome.generation = generation_;
        outcome.seconds =
            std::chrono::duration<double>{std::chrono::steady_clock::now() - begin}.count();
        return outcome;
    }

    /// Makes the version before the live one live again. Throws what the store throws; then
    /// nothing has changed.
    template <ModelStore Store>
    [[nodiscard]] model_outcome rollback(Store& store, std::string_view because) {
        auto const before = store.find(T::name);
        if (!before || before->previous.empty())
            throw error{failure_reason::store_failed, "model '" + std::string{T::name} +
                                                          "' has no earlier version to go back to"};
        // Loaded first: a version that can't serve must not become the champion.
        auto model = model_type::load(store.read(before->previous.front().live));
        auto const manifest = store.rollback(T::name, because);
        put_live(std::move(model), manifest.champion, manifest.generation);
        return {.name = std::string{T::name},
                .published = true,
                .generation = manifest.generation,
                .rolled_back_because = std::string{because}};
    }

   private:
    template <ModelStore Store, class Say>
    bool serve(Store& store, model_manifest const& manifest, model_version const& version,
               Say const& say) {
        try {
            auto model = model_type::load(store.read(version.live));
            put_live(std::move(model), version, manifest.generation);
            return true;
        } catch (...) {
            say(log_level::error, "model '" + std::string{T::name} + "' version " +
                                      std::to_string(version.version) +
                                      " can't serve: " + current_failure().text);
            return false;
        }
    }

    void put_live(model_type model, model_version const& version, std::uint64_t generation) {
        live_.set(std::make_shared<live_type const>(std::move(model), std::string{T::name}, version,
                                                    generation));
        generation_ = generation;
    }

    template <ValidationPolicy Validation, ModelStore Store>
    [[nodiscard]] verdict judged(Validation const& validation, run_order const& order,
                                 model_type const& challenger, Store& store) {
        auto const champion = live();
        if (!champion)
            return judge_challenger<model_type>(validation, order.rows, challenger, nullptr, nullptr);
        auto const judge = model_type::load(store.read(champion->version().judge));
        return judge_challenger<model_type>(validation, order.rows, challenger, &judge,
                                            &champion->metadata());
    }

    [[nodiscard]] static model_metadata describe_winner(run_order const& order,
                                                        verdict const& verdict) {
        auto const& all = order.rows.all;
        auto const& training = order.rows.training;
        model_metadata metadata;
        for (auto const& column : all.shape->features) metadata.features.push_back(column.name);
        metadata.classes = all.shape->classes;
        metadata.fingerprint = all.shape->fingerprint();
        metadata.trained_because = order.because;
        metadata.verdict = std::string{name(verdict.kind)} + ": " + std::string{name(verdict.why)};
        metadata.library_version = std::string{library_version};
        metadata.trained_at = order.now;
        metadata.rows_known_until = *std::ranges::max_element(all.known);
        metadata.judge_saw_until = *std::ranges::max_element(training.exit);
        metadata.rows = all.row_count();
        metadata.judge_rows = training.labels.size();
        for (std::size_t i = 0; i < order.rows.missing_shares.size(); ++i)
            metadata.missing_shares[metadata.features[i]] = order.rows.missing_shares[i];
        metadata.metrics["holdout_rows"] = static_cast<double>(verdict.rows);
        if (!verdict.metric.empty()) {
            std::string const metric{verdict.metric};
            metadata.metrics[metric] = verdict.challenger;
            metadata.metrics["champion_" + metric] = verdict.champion;
            metadata.metrics["floor_" + metric] = verdict.floor;
        }
        return metadata;
    }

    /// The model's bytes, with a copy of what is known of it inside where it can carry one.
    [[nodiscard]] static std::vector<std::byte> save(model_type& model,
                                                     model_metadata const& known) {
        if constexpr (requires { model.annotate(std::string_view{}, std::string_view{}); }) {
            std::string classes;
            for (auto const& label : known.classes) classes += (classes.empty() ? "" : ",") + label;
            model.annotate("retrain.classes", classes);
            model.annotate("retrain.fingerprint", std::to_string(known.fingerprint));
            model.annotate("retrain.trained_at", iso_time(known.trained_at));
            model.annotate("retrain.trained_because", known.trained_because);
            model.annotate("retrain.rows", std::to_string(known.rows));
            model.annotate("retrain.rows_known_until", iso_time(known.rows_known_until));
            model.annotate("retrain.judge_saw_until", iso_time(known.judge_saw_until));
            model.annotate("retrain.verdict", known.verdict);
            model.annotate("retrain.library_version", known.library_version);
            for (auto const& [metric, value] : known.metrics)
                model.annotate("retrain.metric." + metric, std::to_string(value));
        }
        return model.save();
    }

    template <BackupPolicy Backup, ModelStore Store>
    void publish(run_order const& order, model_type& winner, model_type* judge,
                 model_metadata const& metadata, Backup& backup, Store& store,
                 model_outcome& outcome) {
        auto const bytes = save(winner, metadata);
        auto const judge_bytes =
            judge == nullptr ? std::vector<std::byte>{} : save(*judge, metadata);
        model_type loaded = smoke_test(winner, std::span{bytes}, order.rows.all);
        std::string const model_name{T::name};
        std::string const extension{model_type::extension};
        if (auto const champion = live())
            outcome.backup = backup.preserve(
                {store.directory(), model_name, extension, champion->version(), order.now});
        if (order.training.stop.stop_requested())
            throw error{failure_reason::cancelled, "cancelled before the new model was published"};
        auto const manifest = store.publish({.name = model_name,
                                             .extension = extension,
                                             .live = bytes,
                                             .judge = judge_bytes,
                                             .metadata = metadata,
                                             .expected_generation = generation_});
        put_live(std::move(loaded), manifest.champion, manifest.generation);
        outcome.published = true;
    }

    live_slot<live_type> live_;
    std::uint64_t generation_ = 0;  // touched by runs only, which are serial
};

}  // namespace retrain
