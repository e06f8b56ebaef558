#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/detail/event_channel.hpp>
#include <retrain/event/subscription.hpp>

#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// Use when handlers come and go while the program runs, or when several threads publish.
///
/// All members may be called from all threads and from inside handlers. Handlers of one event type
/// are called by the publishing thread, in the order of their subscription, with no lock held. A
/// handler that throws is reported and does not stop the others. A handler that is subscribed
/// while an event is being published does not get that event.
///
/// Any type is an event; it is found by its exact type. The bus must outlive calls of its members,
/// but not the tokens that it gave out.
class event_bus {
   public:
    /// `report` is told of every handler that throws, by the thread that published; calls may be
    /// concurrent, and what it throws is dropped. Without one, the standard error stream is told.
    explicit event_bus(std::function<void(log_level, std::string_view)> report = {})
        : report_{report ? std::move(report) : to_standard_error} {}
    event_bus(event_bus const&) = delete;
    event_bus& operator=(event_bus const&) = delete;
    ~event_bus() { clear(); }

    /// Calls `handler` with every `Event` that is published from now on until the returned token
    /// is destroyed. The handler is moved into the bus and may be called by several threads at
    /// once.
    template <class Event, class Handler>
    [[nodiscard]] subscription subscribe(Handler handler) {
        static_assert(std::invocable<Handler&, Event const&>,
                      "[bus.handler] a handler of an event_bus must be callable with the event: "
                      "`bus.subscribe<my_event>([](my_event const& event) { ... })`");
        if constexpr (std::invocable<Handler&, Event const&>) {
            auto const channel = ensure<Event>();
            auto const id = channel->subscribe(std::move(handler));
            return {channel, id};
        } else {
            return {};
        }
    }

    /// Calls every handler of `Event` that is subscribed.
    template <class Event>
    void publish(Event const& event) const noexcept {
        if (auto* const channel = find<Event>()) channel->publish(event, report_);
    }

    /// Keeps the last `count` events of the type, from now on; 0 forgets them all.
    template <std::copy_constructible Event>
    void keep_history(std::size_t count) {
        ensure<Event>()->keep_history(count);
    }

    /// The events that were kept, oldest first.
    template <std::copy_constructible Event>
    [[nodiscard]] std::vector<Event> history() const {
        auto const* const channel = find<Event>();
        return channel == nullptr ? std::vector<Event>{} : channel->history();
    }

    /// How many handlers an `Event` reaches.
    template <class Event>
    [[nodiscard]] std::size_t subscriber_count() const noexcept {
        auto const* const channel = find<Event>();
        return channel == nullptr ? 0 : channel->count();
    }

    /// How many handlers there are, of all event types.
    [[nodiscard]] std::size_t subscriber_count() const noexcept {
        std::scoped_lock const lock{mutex_};
        std::size_t sum = 0;
        for (auto const& channel : channels_) sum += channel->count();
        return sum;
    }

    /// Ends all subscriptions, each as `subscription::reset` does. Histories stay.
    void clear() noexcept {
        for (std::size_t index = 0; auto const channel = channel_at(index); ++index)
            channel->remove_all();
    }

   private:
    static constexpr std::size_t chain_count = 32;

    static void to_standard_error(log_level, std::string_view text) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    }

    /// The head of the chain in which the channel of `tag` is, if there is one. Channels are put
    /// in front and stay as long as the bus, so walking a chain takes no lock.
    [[nodiscard]] static std::size_t chain_of(char const* tag) noexcept {
        return reinterpret_cast<std::uintptr_t>(tag) % chain_count;
    }

    template <class Event>
    [[nodiscard]] detail::event_channel<Event>* find() const noexcept {
        auto const* const tag = &detail::event_tag<Event>;
        auto* at = chains_[chain_of(tag)].load(std::memory_order_acquire);
        while (at != nullptr && at->tag != tag) at = at->next;
        return static_cast<detail::event_channel<Event>*>(at);
    }

    template <class Event>
    [[nodiscard]] std::shared_ptr<detail::event_channel<Event>> ensure() {
        auto const* const tag = &detail::event_tag<Event>;
        std::scoped_lock const lock{mutex_};
        for (auto const& known : channels_)
            if (known->tag == tag)
                return std::static_pointer_cast<detail::event_channel<Event>>(known);
        auto const added = std::make_shared<detail::event_channel<Event>>();
        channels_.push_back(added);
        auto& head = chains_[chain_of(tag)];
        added->next = head.load(std::memory_order_relaxed);
        head.store(added.get(), std::memory_order_release);
        return added;
    }

    [[nodiscard]] std::shared_ptr<detail::any_channel> channel_at(
        std::size_t index) const noexcept {
        std::scoped_lock const lock{mutex_};
        return index < channels_.size() ? channels_[index] : nullptr;
    }

    std::function<void(log_level, std::string_view)> report_;
    std::array<std::atomic<detail::any_channel*>, chain_count> chains_{};
    mutable std::mutex mutex_;  // guards channels_
    std::vector<std::shared_ptr<detail::any_channel>> channels_;
};

}  // namespace retrain
