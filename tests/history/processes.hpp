#pragma once

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <new>
#include <stdexcept>
#include <utility>

namespace retrain::testing {

/// A number that a process shares with those that it starts, 0 at first.
class shared_count {
   public:
    shared_count()
        : page_{::mmap(nullptr, sizeof(std::atomic<std::size_t>), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0)} {
        if (page_ == MAP_FAILED) throw std::runtime_error{"mmap failed"};
        number_ = new (page_) std::atomic<std::size_t>{0};
    }
    shared_count(shared_count const&) = delete;
    shared_count& operator=(shared_count const&) = delete;
    ~shared_count() { ::munmap(page_, sizeof(std::atomic<std::size_t>)); }

    [[nodiscard]] std::atomic<std::size_t>& operator*() const noexcept { return *number_; }

   private:
    void* page_;
    std::atomic<std::size_t>* number_;
};

/// A process of its own that does `work` and ends; killed when it goes out of scope.
class process {
   public:
    template <class Work>
    explicit process(Work const& work) : id_{::fork()} {
        if (id_ == -1) throw std::runtime_error{"fork failed"};
        if (id_ != 0) return;
        int result = 1;
        try {
            work();
            result = 0;
        } catch (...) {
        }
        ::_exit(result);
    }
    process(process&& other) noexcept : id_{std::exchange(other.id_, 0)} {}
    process& operator=(process&&) = delete;
    ~process() { kill(); }

    /// Waits for its end; true where `work` threw nothing.
    [[nodiscard]] bool succeeded() {
        int status = 1;
        ::waitpid(std::exchange(id_, 0), &status, 0);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    /// Ends it where it stands.
    void kill() noexcept {
        if (id_ == 0) return;
        ::kill(id_, SIGKILL);
        ::waitpid(std::exchange(id_, 0), nullptr, 0);
    }

   private:
    ::pid_t id_;
};

}  // namespace retrain::testing
