#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace retrain {

/// Keeps a service on a bus: events reach it for as long as this lives. Move-only.
class connection {
   public:
    connection() = default;
    explicit connection(std::function<void()> disconnect) : disconnect_{std::move(disconnect)} {}
    connection(connection&& other) noexcept
        : disconnect_{std::exchange(other.disconnect_, nullptr)} {}
    connection& operator=(connection&& other) noexcept {
        if (this != &other) {
            disconnect();
            disconnect_ = std::exchange(other.disconnect_, nullptr);
        }
        return *this;
    }
    ~connection() { disconnect(); }

    [[nodiscard]] explicit operator bool() const noexcept { return disconnect_ != nullptr; }

    /// Returns once no handler of the service runs any more; from inside a handler, at once. Does
    /// nothing where the service or a call before ended the connection already.
    void disconnect() noexcept {
        if (auto const end = std::exchange(disconnect_, nullptr)) end();
    }

   private:
    std::function<void()> disconnect_;
};

namespace detail {

/// The buses that a service is connected to: where its announcements go, and the subscriptions
/// that bring it events.
template <class Announcement>
class switchboard {
   public:
    struct line {
        std::function<void(Announcement const&)> announce;
        std::vector<std::shared_ptr<void>> subscriptions;
        std::recursive_mutex announcing{};  // held while it announces, so that closing it waits
        bool closed = false;
        std::mutex taking{};                // guards `subscriptions` once the line is open
        std::atomic<unsigned> closers{0};

        /// The connection's owner and the service may let go in the same moment, each in a thread
        /// of its own. Whoever takes the subscriptions waits for their handlers.
        void close() {
            ++closers;
            {
                std::vector<std::shared_ptr<void>> taken;  // destroyed after the lock
                std::scoped_lock const lock{taking};
                taken.swap(subscriptions);
            }
            {
                std::scoped_lock const lock{announcing};
                closed = true;
            }
            --closers;
            closers.notify_all();
        }

        /// Waits until all who close it are done.
        void wait_until_closed() const noexcept {
            while (auto const busy = closers.load()) closers.wait(busy);
        }
    };

    [[nodiscard]] static connection open(std::shared_ptr<switchboard> const& board,
                                         std::shared_ptr<line> opened) {
        {
            std::scoped_lock const lock{board->mutex_};
            board->lines_.push_back(opened);
        }
        return connection{[board, opened = std::move(opened)] {
            opened->close();  // before it is struck off, so that `close_all` can wait for it
            std::scoped_lock const lock{board->mutex_};
            std::erase(board->lines_, opened);
        }};
    }

    [[nodiscard]] bool any_open() {
        std::scoped_lock const lock{mutex_};
        return !lines_.empty();
    }

    /// Tells all lines; what the first of them throws is thrown when all were told.
    void announce(Announcement const& news) {
        std::vector<std::shared_ptr<line>> lines;
        {
            std::scoped_lock const lock{mutex_};
            lines = lines_;
        }
        std::exception_ptr thrown;
        for (auto const& open : lines) {
            std::scoped_lock const lock{open->announcing};
            try {
                if (!open->closed) open->announce(news);
            } catch (...) {
                if (!thrown) thrown = std::current_exception();
            }
        }
        if (thrown) std::rethrow_exception(thrown);
    }

    /// From its return on no handler of the service runs, also where somebody else was closing a
    /// line meanwhile.
    void close_all() {
        std::vector<std::shared_ptr<line>> lines;
        {
            std::scoped_lock const lock{mutex_};
            lines.swap(lines_);
        }
        for (auto const& open : lines) {
            open->close();
            open->wait_until_closed();
        }
    }

   private:
    std::mutex mutex_;
    std::vector<std::shared_ptr<line>> lines_;
};

}  // namespace detail
}  // namespace retrain
