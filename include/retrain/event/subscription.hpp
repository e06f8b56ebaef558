#pragma once

#include <retrain/detail/subscriber_list.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace retrain {

/// Keeps a handler subscribed to an `event_bus` for as long as this lives. Move-only. It may
/// outlive the bus.
class [[nodiscard]] subscription {
   public:
    subscription() = default;
    subscription(std::shared_ptr<detail::subscriber_list> list, std::uint64_t id) noexcept
        : list_{std::move(list)}, id_{id} {}
    subscription(subscription&& other) noexcept = default;
    subscription& operator=(subscription&& other) noexcept {
        if (this != &other) {
            reset();
            list_ = std::move(other.list_);
            id_ = other.id_;
        }
        return *this;
    }
    ~subscription() { reset(); }

    /// Ends the subscription: waits for calls of the handler that run in other threads, destroys
    /// the handler, and guarantees that it is not called again. A call of the handler that this is
    /// made from, or that waits for this thread to unsubscribe, is not waited for; the handler is
    /// then destroyed at the end of its last call. Does nothing if the bus has dropped it already.
    ///
    /// As with every wait, the caller must not hold a lock that the handler needs.
    void reset() noexcept {
        if (auto const list = std::exchange(list_, nullptr)) list->remove(id_);
    }

    /// It was made by `subscribe`, and neither moved from nor reset.
    [[nodiscard]] explicit operator bool() const noexcept { return list_ != nullptr; }

   private:
    std::shared_ptr<detail::subscriber_list> list_;
    std::uint64_t id_ = 0;
};

}  // namespace retrain
