#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/detail/event_name.hpp>
#include <retrain/detail/subscriber_list.hpp>

#include <atomic>
#include <concepts>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

using message_hook = std::function<void(log_level, std::string_view)>;

template <class Event>
struct event_subscriber : subscriber {
    virtual void call(Event const& event) = 0;
};

template <class Event, class Handler>
struct handler_of final : event_subscriber<Event> {
    explicit handler_of(Handler taken) : handler{std::move(taken)} {}
    void call(Event const& event) override { (*handler)(event); }
    void destroy_handler() noexcept override { handler.reset(); }

    std::optional<Handler> handler;  // outlived by its place in the list
};

/// The address of `event_tag<Event>` stands for the type `Event`. Not const, so that no linker
/// folds two of them into one.
template <class Event>
inline constinit char event_tag = 0;

/// What a bus knows about one type of event.
struct any_channel : subscriber_list {
    explicit any_channel(char const* type) noexcept : tag{type} {}

    char const* const tag;
    any_channel* next = nullptr;  // in its chain; set before others can see it
};

template <class Event>
class event_channel final : public any_channel {
   public:
    event_channel() noexcept : any_channel{&event_tag<Event>} {}

    template <class Handler>
    std::uint64_t subscribe(Handler handler) {
        return add(std::make_unique<handler_of<Event, Handler>>(std::move(handler)));
    }

    void publish(Event const& event, message_hook const& report) noexcept {
        if (limit_.load(std::memory_order_relaxed) != 0) remember(event, report);
        for_each([&](subscriber& at) noexcept {
            guarded(report, "a handler of ",
                    [&] { static_cast<event_subscriber<Event>&>(at).call(event); });
        });
    }

    void keep_history(std::size_t limit) {
        std::scoped_lock const lock{history_mutex_};
        limit_.store(limit, std::memory_order_relaxed);
        while (history_.size() > limit) history_.pop_front();
    }

    [[nodiscard]] std::vector<Event> history() const {
        std::scoped_lock const lock{history_mutex_};
        return {history_.begin(), history_.end()};
    }

   private:
    void remember(Event const& event, message_hook const& report) noexcept {
        if constexpr (std::copy_constructible<Event>)
            guarded(report, "the history of ", [&] {
                std::scoped_lock const lock{history_mutex_};
                auto const limit = limit_.load(std::memory_order_relaxed);
                if (limit == 0) return;
                history_.push_back(event);
                if (history_.size() > limit) history_.pop_front();
            });
    }

    template <class Work>
    static void guarded(message_hook const& report, char const* who, Work work) noexcept {
        try {
            work();
        } catch (std::exception const& thrown) {
            complain(report, who, thrown.what());
        } catch (...) {
            complain(report, who, "what is no std::exception");
        }
    }
    [[gnu::cold]] static void complain(message_hook const& report, char const* who,
                                       char const* what) noexcept {
        try {
            report(log_level::error, who + std::string{event_name<Event>} + " threw: " + what);
        } catch (...) {  // there is nobody left to tell
        }
    }

    std::atomic<std::size_t> limit_{0};
    mutable std::mutex history_mutex_;
    std::deque<Event> history_;
};

}  // namespace retrain::detail
