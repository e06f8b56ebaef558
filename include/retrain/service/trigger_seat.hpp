#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/describe.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/time.hpp>
#include <retrain/trigger/concept.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// A service's trigger, one caller at a time. What the trigger can't do costs nothing.
template <TriggerPolicy Trigger>
class trigger_seat {
   public:
    explicit trigger_seat(Trigger trigger) : trigger_{std::move(trigger)} {}

    /// Its reason in words, if it has one; a reason may refer to what the trigger remembers.
    template <class Event>
    [[nodiscard]] std::optional<std::string> observe(Event const& event, observation const& o) {
        std::scoped_lock const lock{mutex_};
        auto const why = trigger_.observe(event, o);
        if constexpr (StatefulTrigger<Trigger>)
            if (why) note(*why, o.last_run);
        return why ? std::optional{describe(*why)} : std::nullopt;
    }

    /// What `ask` answers of it, while nobody shows it an event.
    template <class Ask>
    decltype(auto) look(Ask const& ask) {
        std::scoped_lock const lock{mutex_};
        return ask(std::as_const(trigger_));
    }

    /// How long after `now` it wants to be shown a tick.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> until_due(time_point now) noexcept
        requires ScheduledTrigger<Trigger>
    {
        std::scoped_lock const lock{mutex_};
        auto const due = trigger_.next_due(now);
        return due ? std::optional{*due - now} : std::nullopt;
    }

    [[nodiscard]] std::string save()
        requires StatefulTrigger<Trigger>
    {
        std::scoped_lock const lock{mutex_};
        return trigger_.save();
    }
    /// True at the first call, and then once a minute: so much of its memory may be lost where the
    /// program is killed. Also where it has given a reason for the first time since the last run:
    /// an alarm that has to wait until a run is allowed is not lost.
    [[nodiscard]] bool wants_saving() noexcept
        requires StatefulTrigger<Trigger>
    {
        auto const now = std::chrono::steady_clock::now();
        std::scoped_lock const lock{mutex_};
        if (!std::exchange(told_, false) && asked_ && now - *asked_ < std::chrono::minutes{1})
            return false;
        asked_ = now;
        return true;
    }
    void restore(std::string_view saved)
        requires StatefulTrigger<Trigger>
    {
        std::scoped_lock const lock{mutex_};
        trigger_.restore(saved);
    }

    /// What it wants to know later of the rows that a model learned from. That may take its time,
    /// so a copy of the trigger is asked, where there can be one, and no event waits for it.
    [[nodiscard]] std::function<std::string(dataset_view)> summarizer() {
        if constexpr (ReferenceTrigger<Trigger>)
            return [this](dataset_view rows) {
                std::unique_lock lock{mutex_};
                if constexpr (std::copy_constructible<Trigger>) {
                    Trigger const copy{trigger_};
                    lock.unlock();
                    return copy.summarize(rows);
                } else {
                    return trigger_.summarize(rows);
                }
            };
        else
            return {};
    }

    /// Gives it the summary of the version that is live, once for each generation.
    void compare_with(std::uint64_t generation, std::string_view summary)
        requires ReferenceTrigger<Trigger>
    {
        std::scoped_lock const lock{mutex_};
        if (std::exchange(compared_, generation) != generation) trigger_.compare_with(summary);
    }

    /// Tells it what serves where that has changed: `ask()` answers with the models' names and
    /// generations, and is asked when nobody else can have a later answer.
    template <class Ask>
    void tell_live(Ask const& ask)
        requires LiveVersionTrigger<Trigger>
    {
        std::scoped_lock const lock{mutex_};
        std::vector<std::pair<std::string_view, std::uint64_t>> live = ask();
        for (auto const& each : live)
            if (std::ranges::find(live_, each) == live_.end())
                trigger_.now_live(each.first, each.second);
        live_ = std::move(live);
    }

   private:
    void note(reason const& why, time_point last_run) {
        if (std::exchange(last_run_, last_run) != last_run) reasons_.clear();
        auto name = describe(reason{.what = why.what, .about = why.about});
        if (std::ranges::find(reasons_, name) != reasons_.end()) return;
        reasons_.push_back(std::move(name));
        told_ = true;
    }

    [[no_unique_address]] Trigger trigger_;
    std::mutex mutex_;
    std::uint64_t compared_ = 0;  // the generation that it compares with; 0: none
    std::vector<std::pair<std::string_view, std::uint64_t>> live_;  // as it was told
    std::optional<std::chrono::steady_clock::time_point> asked_;  // when `wants_saving` was true
    std::vector<std::string> reasons_;  // those that it has given since, without their amounts,
    time_point last_run_ = not_yet;     // this run
    bool told_ = false;                 // one of them since `wants_saving` was asked
};

}  // namespace retrain
