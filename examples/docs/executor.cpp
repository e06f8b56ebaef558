// The code of docs/executor.md.
//! [own]
#include <retrain/executor/concept.hpp>
#include <retrain/executor/job.hpp>

#include <chrono>
#include <deque>
#include <memory>
#include <utility>

namespace rt = retrain;

/// Jobs wait until the program's own loop comes round. For a program with one thread: `submit`
/// queues, and the loop calls `turn` when it has time for a training.
class loop_executor {
   public:
    using policy_role = rt::executor_role;

    void submit(rt::job work) noexcept { own_->jobs.push_back(std::move(work)); }

    void wake_after(std::chrono::nanoseconds delay, rt::job work) noexcept {
        own_->due = std::chrono::steady_clock::now() + delay;
        own_->timer = std::move(work);
    }

    void stop() noexcept {
        own_->jobs.clear();
        own_->timer = rt::job{};
    }

    void turn() {
        if (own_->timer && std::chrono::steady_clock::now() >= own_->due)
            submit(std::move(own_->timer));
        while (!own_->jobs.empty()) {
            auto work = std::move(own_->jobs.front());
            own_->jobs.pop_front();
            work();  // it may submit more, or stop
        }
    }

   private:
    struct queue {
        std::deque<rt::job> jobs;
        rt::job timer;
        std::chrono::steady_clock::time_point due{};
    };
    std::shared_ptr<queue> own_ = std::make_shared<queue>();  // the loop and the service share it
};
static_assert(rt::Executor<loop_executor>);
//! [own]

int main() {
    loop_executor loop;
    loop_executor given_to_the_service = loop;

    int done = 0;
    given_to_the_service.submit([&] { given_to_the_service.submit([&] { ++done; }); });
    given_to_the_service.wake_after(std::chrono::nanoseconds{0}, [&] { done += 10; });
    bool const waited = done == 0;
    loop.turn();
    bool const did_all = done == 11;

    given_to_the_service.submit([&] { ++done; });
    given_to_the_service.wake_after(std::chrono::hours{1}, [&] { ++done; });
    given_to_the_service.stop();
    loop.turn();
    return waited && did_all && done == 11 ? 0 : 1;
}
