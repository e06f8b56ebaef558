#pragma once

#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/drift/page_hinkley.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/executor/background_executor.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/promotion/await_approval.hpp>
#include <retrain/promotion/keep_as_challenger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/every.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/trigger/on_drift.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

// A service, and everybody who may do something to it, at once. Bounded by counts; where a thread
// waits for another, it waits for what that has done, never for a time.
namespace retrain::testing {

struct nudge {};     ///< a reason to retrain
struct chatter {};   ///< an event that is none of the service's business

/// What the threads of one test know of each other.
struct bystanders {
    std::atomic<std::size_t> trainings{0};
    std::atomic<std::size_t> waiting{0};    ///< trainings that go on until they are stopped
    std::atomic<std::size_t> promoted{0}, rejected{0}, failed{0}, cancelled{0}, set_aside{0};

    void complain(std::string what) {
        std::scoped_lock const lock{mutex};
        if (complaints.size() < 10) complaints.push_back(std::move(what));
    }
    /// A generation answers the same to whoever asks, whenever.
    void saw(std::uint64_t generation, std::vector<float> const& answer) {
        std::scoped_lock const lock{mutex};
        auto const [known, fresh] = answers.try_emplace(generation, answer);
        if (!fresh && known->second != answer && complaints.size() < 10)
            complaints.push_back("generation " + std::to_string(generation) +
                                 " gave two different answers");
    }

    /// Somebody asked `generation`, or a later one.
    [[nodiscard]] bool have_seen(std::uint64_t generation) {
        std::scoped_lock const lock{mutex};
        return answers.lower_bound(generation) != answers.end();
    }

    std::mutex mutex;
    std::map<std::uint64_t, std::vector<float>> answers;
    std::vector<std::string> complaints;
};

/// Trains as `Inner` does, but for every eighth time: then it fails, and the time before, it goes
/// on until it is told to stop. What becomes of the others is the gate's affair.
template <class Inner>
struct unruly {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "busy";
    std::shared_ptr<bystanders> others = std::make_shared<bystanders>();
    Inner inner{};

    auto train(training_request request) {
        if (request.rounds) return inner.train(request);  // the live model of a winner
        auto const turn = others->trainings.fetch_add(1) + 1;
        if (turn % 8 == 0) throw error{failure_reason::training_failed, "the eighth time fails"};
        if (turn % 8 == 7) {
            ++others->waiting;
            while (!request.stop.stop_requested()) std::this_thread::yield();
            --others->waiting;
        }
        if (request.stop.stop_requested())
            throw error{failure_reason::cancelled, "cancelled between rounds"};
        request.seed = turn;
        return inner.train(request);
    }
};

/// Lets pass what is better than a coin, so that there are promotions enough.
struct coin_gate {
    using policy_role = validation_role;
    [[nodiscard]] verdict decide(evidence const& e) const noexcept {
        double loss = 0;
        auto const classes = e.rows.class_count();
        for (std::size_t row = 0; row < e.rows.row_count(); ++row)
            loss -= std::log(static_cast<double>(e.challenger[row * classes + e.rows.labels[row]]));
        verdict v;
        v.metric = "log_loss";
        v.rows = e.rows.row_count();
        v.challenger = loss / static_cast<double>(v.rows);
        bool const better = v.challenger < std::log(2.0);
        v.kind = better ? decision_kind::promote : decision_kind::reject;
        v.why = better ? verdict_reason::better_than_champion : verdict_reason::below_floor;
        return v;
    }
};

/// Of four winners two go live at once, one waits for a person, one stands beside the champion.
struct promote_by_turns {
    using policy_role = promotion_role;
    std::shared_ptr<std::atomic<unsigned>> turn = std::make_shared<std::atomic<unsigned>>(0);

    [[nodiscard]] std::optional<set_aside_as> place(verdict const& v,
                                                    time_point now) const noexcept {
        switch (turn->fetch_add(1) % 4) {
            case 1: return await_approval<>::place(v, now);
            case 3: return keep_as_challenger::place(v, now);
            default: return std::nullopt;
        }
    }
};

/// Counts what became of the runs. The service calls it one at a time.
struct counting_history {
    using policy_role = history_role;
    std::shared_ptr<bystanders> others;

    void record(run_record const& run) {
        if (run.cancelled()) ++others->cancelled;
        else if (run.any_failure()) ++others->failed;
        for (auto const& model : run.models) {
            if (model.published) ++others->promoted;
            if (model.verdict && !model.verdict->publishes()) ++others->rejected;
            if (model.kept && is_open(*model.kept)) ++others->set_aside;
        }
    }
};

template <class Inner>
using busy_service = retraining_service<
    any_of<on<nudge>, every<std::chrono::hours{6}>, on_drift<page_hinkley<>>>,
    min_interval<std::chrono::hours{1}>, toy_source, coin_gate, promote_by_turns, unruly<Inner>,
    file_store, file_ledger, timestamped_backup<keep_last<3>>,
    record_to<text_history, jsonl_history, sqlite_history, counting_history>, background_executor,
    virtual_clock, no_logger>;

/// All that one test shares over the lives of its services.
template <class Inner>
struct busy_world {
    using service_type = busy_service<Inner>;
    using answer_check = std::function<bool(typename decltype(std::declval<service_type&>()
                                                 .template live<"busy">())::element_type const&,
                                            std::vector<float> const&)>;

    explicit busy_world(std::string_view data) {
        values.models_directory = (scratch / "models").string();
        values.logs_directory = (scratch / "logs").string();
        values.threads = 1;
        values.retry_seconds = 1;
        values.look_seconds = 0.01;  // a run's thread, the timer and ticks look all the time
        values.training_data = data;
    }

    scratch_directory scratch;
    settings values;
    toy_source source;
    virtual_clock clock{day(300)};
    std::shared_ptr<bystanders> others = std::make_shared<bystanders>();
    unruly<Inner> trainer{others};
    promote_by_turns promotion;
    event_bus bus{[this](log_level, std::string_view text) { others->complain(std::string{text}); }};
    std::vector<float> question{0, 1};
    answer_check is_right;
    std::atomic<std::uint64_t> reached{0};  ///< the generation at the end of the last life

    std::unique_ptr<service_type> make() {
        return std::make_unique<service_type>(values, source, clock, trainer, promotion,
                                              counting_history{others});
    }

    /// Reads until `over`; what it gets is whole, validated, and never older than before.
    void read(service_type& service, std::atomic<bool> const& over) {
        std::uint64_t newest = reached;
        std::vector<float> const& asked = question;
        while (!over) {
            if (auto const model = service.template live<"busy">()) {
                auto const answer = model->predict_proba(asked);
                auto const& said = model->metadata().verdict;
                bool const validated = said.starts_with("promote") ||
                                       said.find("; force: ") != std::string::npos;
                if (!validated) others->complain("a model serves of which the gate said " + said);
                if (!is_right(*model, answer)) others->complain("an answer is not the model's");
                if (model->generation() < newest) others->complain("an older generation serves");
                newest = model->generation();
                others->saw(newest, answer);
            } else if (newest > 0) {
                others->complain("nothing serves any more");
            }
            if (auto const beside = service.template challenger<unruly<Inner>>())
                (void)beside->predict_proba(asked);
            std::this_thread::yield();
        }
    }

    /// Publishes events of all kinds until `over`; time passes meanwhile.
    void publish(std::atomic<bool> const& over) {
        for (std::size_t turn = 0; !over; ++turn) {
            clock.advance(std::chrono::seconds{30});
            switch (turn % 8) {
                case 0: bus.publish(nudge{}); break;
                case 1:
                case 5: bus.publish(clock_tick{clock.now()}); break;
                case 2: bus.publish(chatter{}); break;
                default:
                    bus.publish(prediction_outcome{"busy", reached + 1, clock.now(),
                                                   turn % 3 == 0 ? 1.0 : 0.0, 0.5});
            }
            std::this_thread::yield();
        }
    }

    /// Another handler of the bus comes and goes, and uses the service while it is called.
    void come_and_go(service_type& service, int times) {
        for (int turn = 0; turn < times; ++turn) {
            auto const one = bus.template subscribe<nudge>([&](nudge const&) {
                (void)service.look_at_trigger([](auto const& trigger) { return trigger.save(); });
            });
            auto const other = bus.template subscribe<typename service_type::completed>(
                [&](auto const& news) { (void)news.run.any_published(); });
            auto const own = service.connect(bus);  // a second connection, for a while
            bus.publish(nudge{});
        }
    }

    /// Calls all that a person or a program may call, in an order of its own. What is refused, as
    /// while a run is going on, is tried again a few times.
    void meddle(service_type& service, std::size_t times, std::size_t order) {
        for (std::size_t turn = 0; turn < times; ++turn)
            for (int attempt = 0; attempt < 20 && !call(service, (7 * turn + order) % 19); ++attempt)
                std::this_thread::yield();
    }

    /// Whether the service did what it was asked to.
    bool call(service_type& service, std::size_t which) try {
        switch (which) {
            case 0:
            case 8:
                while (service.retrain("by hand").skipped) std::this_thread::yield();
                break;
            case 1:
            case 9: return static_cast<bool>(service.request("by request"));
            case 2: service.cancel(); break;
            case 3: (void)service.can_retrain_now(); break;
            case 4: (void)service.stats(); break;
            case 5: (void)service.rollback("busy", "it was better"); break;
            case 6: (void)service.pin("busy", "holidays"); break;
            case 7:
            case 15: (void)service.unpin("busy", "holidays are over"); break;
            case 10: (void)service.approve("busy", "looks good"); break;
            case 11: (void)service.open_candidate("busy"); break;
            case 12: (void)service.decline("busy", "does not"); break;
            case 13: (void)service.force_promote("busy", "a test"); break;
            case 16:
                service.pause("for a moment");
                (void)service.paused();
                service.resume("it is over");
                break;
            case 17: (void)service.leave_request("left"); break;
            case 18: service.look_again(); break;
            default: service(nudge{});
        }
        return true;
    } catch (error const&) {  // a run is going on, or there is nothing of the kind
        return false;
    }

    /// One service from its start to its end, which is while events come and a run may go on.
    void live_through(int turn) {
        auto service = make();
        auto line = service->connect(bus);
        std::atomic<bool> over{false};
        std::vector<std::thread> readers, callers;
        for (int n = 0; n < 2; ++n) readers.emplace_back([&] { read(*service, over); });
        readers.emplace_back([&] {  // whoever gets tired of a training that does not end
            while (!over) {
                if (others->waiting > 0) service->cancel();
                std::this_thread::yield();
            }
        });
        for (std::size_t n = 0; n < 2; ++n) callers.emplace_back([&, n] { meddle(*service, 16, 5 * n); });
        callers.emplace_back([&] { come_and_go(*service, 6); });
        for (auto& caller : callers) caller.join();
        if (auto const model = service->template live<"busy">()) {
            // Readers that got no turn on the processor yet wait for theirs.
            while (!others->have_seen(model->generation())) std::this_thread::yield();
        }
        over = true;
        for (auto& reader : readers) reader.join();
        if (auto const model = service->template live<"busy">()) reached = model->generation();
        (void)service->request("the last thing that was asked for");
        if (turn % 2 == 0) {
            service.reset();
        } else {  // the connection's owner and the service's let go in the same moment
            std::thread ending{[&] { line.disconnect(); }};
            service.reset();
            ending.join();
        }
    }

    /// So many lives, with events all the time.
    void live(int lives) {
        std::atomic<bool> over{false};
        std::vector<std::thread> publishers;
        for (int n = 0; n < 2; ++n) publishers.emplace_back([&] { publish(over); });
        for (int turn = 0; turn < lives; ++turn) live_through(turn);
        over = true;
        for (auto& publisher : publishers) publisher.join();
    }

    /// What must be so in the end.
    void check(std::size_t lives) {
        WARN("trainings " << others->trainings << ", published " << others->promoted
                          << ", rejected " << others->rejected << ", set aside "
                          << others->set_aside << ", failed " << others->failed << ", cancelled "
                          << others->cancelled << ", generations seen " << others->answers.size());
        for (auto const& complaint : others->complaints) CHECK(complaint.empty());
        CHECK(others->trainings >= 2 * lives);
        CHECK(others->promoted >= lives);
        CHECK(others->failed > 0);
        CHECK(others->cancelled > 0);
        CHECK(others->set_aside > 0);
        CHECK(others->answers.size() >= lives);
        auto const service = make();
        auto const model = service->template live<"busy">();
        REQUIRE(model);
        CHECK(model->generation() >= reached);
        others->saw(model->generation(), model->predict_proba(question));
        CHECK(others->complaints.empty());
    }
};

}  // namespace retrain::testing
