#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/intervention.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/version_name.hpp>
#include <retrain/serve/live_model.hpp>
#include <retrain/serve/live_slot.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// What serves under one model name: the live version and, where there is one, its challenger, as
/// the store has them. Readers may ask at any time; all else is one call at a time.
template <Trainer T>
class served_model {
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

    /// Nothing may replace the live version until a person allows it again.
    [[nodiscard]] bool pinned() const noexcept { return pinned_; }

    /// Serves what the store has, if it is not what serves already. A champion whose files are
    /// damaged is passed over for the latest version before it that is whole; what was found goes
    /// to `say`. Keeps what serves if nothing in the store can.
    template <ModelStore Store, class Say>
    void refresh(Store& store, Say const& say) {
        if (auto const manifest = show_latest(store, say)) take_note(*manifest);
        refresh_challenger(store);
    }

    /// The same for readers only, at any time, also during a run: that goes on against the version
    /// that it began with, and what it publishes is then superseded.
    template <SharedStore Store, class Say>
    void look_again(Store& store, Say const& say) {
        (void)show_latest(store, say);
    }

    /// Throws `error` (`store_failed`) where the store knows nothing any more of what serves, for then
    /// no challenger can be compared with it.
    template <ModelStore Store>
    void require_on_record(Store& store) const {
        if (generation_ == 0) return;
        try {
            if (store.find(T::name)) return;
        } catch (...) {  // what can't be read now is not lost
            return;
        }
        throw error{failure_reason::store_failed,
                    "'" + store.directory().string() + "' has no manifest of '" +
                        std::string{T::name} + "' any more, and generation " +
                        std::to_string(generation_) +
                        " serves on: bring the manifest back, or restart the service to begin anew"};
    }

    /// Makes a kept version live again. Throws what the store throws, and `error`
    /// (`bad_parameter`) for a name that nobody can go back to; then nothing has changed.
    template <ModelStore Store>
    [[nodiscard]] model_outcome rollback(Store& store, std::string_view because,
                                         version_name which, time_point now) {
        std::uint64_t const version = number_to_go_back_to(which);
        auto const before = store.find(T::name);
        if (!before || before->previous.empty())
            throw error{failure_reason::store_failed, "model '" + std::string{T::name} +
                                                          "' has no earlier version to go back to"};
        // Loaded first: a version that can't serve must not become the champion.
        auto const* target = version == 0 ? &before->previous.front() : before->find(version);
        std::optional<model_type> model;
        if (target != nullptr) model = model_type::load(store.read(target->live));
        auto const manifest = go_back(store, because, version, now);
        // Another process may have published in between, and then it is another version.
        if (!model || target->live != manifest.champion.live)
            model = model_type::load(store.read(manifest.champion.live));
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

    /// Serves `model`, the champion that `manifest` names.
    void put_live(model_type model, model_manifest const& manifest) {
        std::scoped_lock const lock{showing_};
        // Meanwhile another process may have published, and readers may have what it did.
        if (manifest.generation > shown_)
            serve_version(std::move(model), manifest, manifest.champion);
        take_note(manifest);
    }

    /// Lets `model` answer beside the champion, as the candidate that it is kept as.
    void serve_challenger(model_type model, kept_candidate const& kept) {
        challenger_.set(make_live(std::move(model), {0, kept.live, kept.judge, kept.metadata}, 0));
    }
    void drop_challenger() noexcept { challenger_.set(nullptr); }

    /// The outcome of a person's act, with what is live now.
    [[nodiscard]] model_outcome by_hand(intervention_kind kind, std::string_view because) const {
        return {.name = std::string{T::name},
                .generation = generation_,
                .by_hand = intervention{kind, std::string{because}}};
    }

   private:
    /// Shows readers what the store has, and returns its manifest, if it has one.
    template <ModelStore Store, class Say>
    [[nodiscard]] std::optional<model_manifest> show_latest(Store& store, Say const& say) {
        std::scoped_lock const lock{showing_};
        auto manifest = store.find(T::name);
        if (!manifest || (manifest->generation == shown_ && live())) return manifest;
        if (manifest->extension != model_type::extension)
            throw error{failure_reason::corrupt_model,
                        "model '" + std::string{T::name} + "' is stored as ." + manifest->extension +
                            ", its trainer reads ." + std::string{model_type::extension} +
                            "; move it away or name the trainer that made it"};
        if (serve(store, *manifest, manifest->champion, say)) return manifest;
        for (auto const& version : manifest->previous)
            if (serve(store, *manifest, version, say)) {
                say(log_level::warning, "model '" + std::string{T::name} +
                                            "' serves the earlier version " +
                                            std::to_string(version.version));
                return manifest;
            }
        shown_ = manifest->generation;
        return manifest;
    }

    /// A challenger that was kept before a restart answers again, and one that another process
    /// closed no longer does. What went live, or was superseded, just before the program was killed
    /// is open no longer.
    template <ModelStore Store>
    void refresh_challenger(Store& store) {
        if constexpr (CandidateStore<Store>) {
            auto const champion = live();
            auto const beside = challenger();
            bool stands = false;
            for (auto const& kept : store.candidates(T::name)) {
                if (!is_open(kept.state)) continue;
                if (champion && champion->version().live.sha256 == kept.live.sha256) {
                    store.settle(T::name, kept.number, std::nullopt, "");
                } else if (champion && is_superseded(kept, champion->version())) {
                    store.settle(T::name, kept.number, candidate_state::superseded, "");
                } else if (kept.state == candidate_state::challenger) {
                    stands = true;
                    if (!beside || beside->version().live != kept.live)
                        serve_challenger(model_type::load(store.read(kept.live)), kept);
                }
            }
            if (!stands) drop_challenger();
        }
    }

    template <ModelStore Store, class Say>
    bool serve(Store& store, model_manifest const& manifest, model_version const& version,
               Say const& say) {
        try {
            auto model = model_type::load(store.read(version.live));
            serve_version(std::move(model), manifest, version);
            return true;
        } catch (...) {
            say(log_level::error, "model '" + std::string{T::name} + "' version " +
                                      std::to_string(version.version) +
                                      " can't serve: " + current_failure().text);
            return false;
        }
    }

    /// As stores count: 0 is the version before the live one.
    [[nodiscard]] static std::uint64_t number_to_go_back_to(version_name which) {
        if (which.alias() == model_alias::champion)
            throw error{failure_reason::bad_parameter,
                        "the champion of '" + std::string{T::name} + "' is live already; name an "
                        "earlier version by its number, or 'previous'"};
        if (which.alias() == model_alias::challenger)
            throw error{failure_reason::bad_parameter,
                        "the challenger of '" + std::string{T::name} + "' was never live; approve "
                        "it, or name an earlier version by its number, or 'previous'"};
        return which.number();
    }

    template <ModelStore Store>
    [[nodiscard]] static model_manifest go_back(Store& store, std::string_view because,
                                                std::uint64_t version, time_point now) {
        if constexpr (requires { store.rollback(T::name, because, version, now); })
            return store.rollback(T::name, because, version, now);
        else if constexpr (PinningStore<Store>) return store.rollback(T::name, because, version);
        else return store.rollback(T::name, because);
    }

    [[nodiscard]] static std::shared_ptr<live_type const> make_live(model_type model,
                                                                    model_version const& version,
                                                                    std::uint64_t generation) {
        return std::make_shared<live_type const>(std::move(model), std::string{T::name}, version,
                                                 generation);
    }
    /// The generation that made `version` live, where the store notes that: a pin makes another one
    /// and nothing live, so what a prediction is stamped with is on record.
    [[nodiscard]] static std::uint64_t live_generation(model_manifest const& manifest,
                                                       model_version const& version) noexcept {
        if (manifest.lives.empty() || manifest.lives.front().version != version.version)
            return manifest.generation;
        return manifest.lives.front().generation;
    }
    void serve_version(model_type model, model_manifest const& manifest,
                       model_version const& version) {
        live_.set(make_live(std::move(model), version, live_generation(manifest, version)));
        shown_ = manifest.generation;
    }
    void take_note(model_manifest const& manifest) {
        generation_ = manifest.generation;
        pinned_ = !manifest.pinned_because.empty();
    }

    live_slot<live_type> live_;
    live_slot<live_type> challenger_;
    std::mutex showing_;                 // over finding what the store has and showing it
    std::uint64_t shown_ = 0;            // generation that readers were shown
    std::uint64_t generation_ = 0;  // touched by runs only, which are serial
    bool pinned_ = false;           // likewise
};

}  // namespace retrain
