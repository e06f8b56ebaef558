#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace retrain {

/// A move-only piece of work, done at most once. It may own what can't be copied.
class job {
   public:
    job() = default;

    /// Takes over any callable without arguments. What it throws is the executor's to log; a
    /// service's jobs do not throw.
    template <class Work>
        requires(!std::same_as<std::remove_cvref_t<Work>, job> && std::invocable<Work&>)
    job(Work&& work)  // implicit: an executor is handed lambdas
        : work_{std::make_unique<holder<std::decay_t<Work>>>(std::forward<Work>(work))} {}

    [[nodiscard]] explicit operator bool() const noexcept { return work_ != nullptr; }

    /// Does the work and lets go of it. Does nothing if there is none.
    void operator()() {
        if (auto const work = std::exchange(work_, nullptr)) work->run();
    }

   private:
    struct anything {
        anything() = default;
        anything(anything const&) = delete;
        anything& operator=(anything const&) = delete;
        virtual ~anything() = default;
        virtual void run() = 0;
    };
    template <class Work>
    struct holder final : anything {
        explicit holder(Work work) : work_{std::move(work)} {}
        void run() override { work_(); }
        Work work_;
    };
    std::unique_ptr<anything> work_;
};

}  // namespace retrain
