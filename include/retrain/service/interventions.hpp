#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/intervention.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/named_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/version_name.hpp>
#include <retrain/service/requests.hpp>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// What a person does to a service's models and runs. Acts on a model take turns with each other and
/// with the runs of this service, are recorded like a run, and throw `error` where there is no such
/// model, without a reason, and while a run is going on. `Parts` is a `service_parts`, which outlives
/// it.
template <class Parts>
class interventions {
   public:
    explicit interventions(Parts& parts) noexcept : parts_{parts} {}

    [[nodiscard]] run_report rollback(std::string_view model, std::string_view why,
                                      version_name version) {
        return act(intervention_kind::rollback, model, why, [&](std::stop_token) {
            return parts_.pipeline.rollback(model, why, version, parts_.now());
        });
    }
    [[nodiscard]] run_report pin(std::string_view model, std::string_view why) {
        return act(intervention_kind::pin, model, why,
                   [&](std::stop_token) { return parts_.pipeline.pin(model, why); });
    }
    [[nodiscard]] run_report unpin(std::string_view model, std::string_view why) {
        return act(intervention_kind::unpin, model, why,
                   [&](std::stop_token) { return parts_.pipeline.unpin(model, why); });
    }
    [[nodiscard]] run_report approve(std::string_view model, std::string_view why) {
        return act(intervention_kind::approval, model, why, [&](std::stop_token stop) {
            parts_.pipeline.require_open_candidate(model, parts_.now());  // before the data is read
            auto const data = parts_.load(parts_.now());
            return parts_.pipeline.approve(model, data, parts_.training(std::move(stop)),
                                           std::string{why}, parts_.now(), parts_.trials());
        });
    }
    [[nodiscard]] run_report decline(std::string_view model, std::string_view why) {
        return act(intervention_kind::decline, model, why, [&](std::stop_token) {
            return parts_.pipeline.decline(model, why, parts_.now());
        });
    }
    [[nodiscard]] run_report force(std::string_view model, std::string_view why,
                                   std::uint64_t number) {
        return act(intervention_kind::force, model, why, [&](std::stop_token stop) {
            auto const data = parts_.load(parts_.now());
            return parts_.pipeline.force(model, number, data, parts_.training(std::move(stop)),
                                         std::string{why}, parts_.now());
        });
    }

    [[nodiscard]] std::optional<named_version> find_version(std::string_view model,
                                                            version_name which) {
        require_known(model);
        return parts_.pipeline.find_version(model, which, parts_.now());
    }
    [[nodiscard]] std::optional<kept_candidate> open_candidate(std::string_view model) {
        require_known(model);
        return parts_.pipeline.open_candidate(model, parts_.now());
    }

    /// These concern no model, and may be during a run.
    void pause(std::string_view why) {
        note("paused", why,
             [&] { parts_.registry.pause_runs({parts_.now(), std::string{why}}); });
    }
    void resume(std::string_view why) {
        note("resumed", why, [&] { parts_.registry.resume(); });
    }

   private:
    template <class Act>
    [[nodiscard]] run_report act(intervention_kind kind, std::string_view model,
                                 std::string_view why, Act const& change) {
        require_known(model);
        require_reason(why, "a " + std::string{name(kind)});
        auto turn = std::optional{parts_.pipeline.lock_acts()};
        auto stop = parts_.registry.try_begin();
        if (!stop)
            throw error{failure_reason::store_failed,
                        "a run is going on: try again when it has ended, or cancel() it first"};
        run_report report;
        auto& run = report.run;
        run = parts_.begin_record(std::string{name(kind)} + ": " + std::string{why});
        try {
            // Another process's run need not end first: what is published here supersedes it.
            parts_.registry.look_again(run.started);
            parts_.pipeline.refresh(parts_.listener());
            (void)parts_.journal.knows(parts_.pipeline.generations());
            run.models.push_back(change(*std::move(stop)));
        } catch (...) {
            parts_.registry.end();
            throw;
        }
        run.finished = parts_.now();
        parts_.compare_with_live();
        parts_.guarded([&] {
            parts_.registry.enter_by_hand(run);
            parts_.record(run, parts_.pipeline.generations());
        });
        turn.reset();
        parts_.registry.end();
        return report;
    }

    template <class Act>
    void note(std::string_view what, std::string_view why, Act const& change) {
        require_reason(why, "to have the runs " + std::string{what});
        change();
        auto done = parts_.begin_record(std::string{what} + ": " + std::string{why});
        done.finished = done.started;
        parts_.guarded([&] { parts_.record(done, std::nullopt); });
    }

    static void require_reason(std::string_view why, std::string const& what) {
        if (!is_reason(why))
            throw error{failure_reason::bad_parameter,
                        what + " needs a reason, which the record keeps; say why"};
    }
    static void require_known(std::string_view model) {
        pending_request const about{.reason = {}, .models = {std::string{model}}};
        if (auto const no = find_unknown<typename Parts::trainers>(about); !no)
            throw error{failure_reason::bad_parameter, no.text};
    }

    Parts& parts_;
};

}  // namespace retrain
