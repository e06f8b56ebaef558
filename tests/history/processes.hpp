#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace retrain::testing {

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
