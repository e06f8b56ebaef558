#include <retrain/detail/directory_lock.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace retrain;
using detail::directory_lock;
using testing::scratch_directory;

namespace {

/// A process that takes the lock and does nothing until it is killed.
class holder {
   public:
    explicit holder(std::filesystem::path const& file) {
        int ends[2];
        if (::pipe(ends) != 0) throw std::runtime_error{"pipe"};
        child_ = ::fork();
        if (child_ == 0) {
            auto const lock = directory_lock::try_acquire(file);
            char const answer = lock ? 'y' : 'n';
            (void)!::write(ends[1], &answer, 1);
            for (;;) ::pause();
        }
        ::close(ends[1]);
        (void)!::read(ends[0], &answer_, 1);
        ::close(ends[0]);
    }
    ~holder() { kill(); }

    [[nodiscard]] bool holds() const noexcept { return answer_ == 'y'; }
    void kill() {
        if (child_ == 0) return;
        ::kill(child_, SIGKILL);
        ::waitpid(std::exchange(child_, 0), nullptr, 0);
    }

   private:
    ::pid_t child_ = 0;
    char answer_ = '?';
};

}  // namespace

TEST_CASE("a lock is held by one, in one process too", "[store]") {
    scratch_directory const scratch;
    auto const file = scratch / "folder/.lock";  // the folder is made
    directory_lock held = directory_lock::try_acquire(file);
    REQUIRE(held);
    CHECK_FALSE(directory_lock::try_acquire(file));

    directory_lock moved{std::move(held)};
    CHECK(moved);
    CHECK_FALSE(directory_lock::try_acquire(file));
    moved = directory_lock{};
    CHECK_FALSE(moved);
    CHECK(directory_lock::try_acquire(file));
    CHECK_FALSE(directory_lock{});
    CHECK(std::filesystem::exists(file));

    directory_lock again = directory_lock::try_acquire(file);
    again.unlock();
    again.unlock();
    CHECK_FALSE(again);
    CHECK(directory_lock::try_acquire(file));
}

TEST_CASE("a lock is waited for, though not for ever", "[store]") {
    scratch_directory const scratch;
    auto const file = scratch / ".lock";
    auto held = directory_lock::try_acquire(file);
    try {
        (void)directory_lock::acquire(file, std::chrono::milliseconds{5});
        FAIL("a held lock was taken");
    } catch (detail::file_error const& refused) {
        CHECK(refused.code() == ETIMEDOUT);
    }
    std::jthread const other{[&] { held.unlock(); }};
    CHECK(directory_lock::acquire(file, std::chrono::minutes{1}));
}

TEST_CASE("threads hold a lock one after the other", "[store]") {
    scratch_directory const scratch;
    auto const file = scratch / ".lock";
    std::atomic<int> inside{0};
    std::atomic<bool> overlapped{false};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int round = 0; round < 50; ++round) {
                    auto const lock = directory_lock::acquire(file, std::chrono::minutes{1});
                    if (++inside != 1) overlapped = true;
                    --inside;
                }
            });
    }
    CHECK_FALSE(overlapped);
}

TEST_CASE("another process has the lock until it is killed", "[store]") {
    scratch_directory const scratch;
    auto const file = scratch / ".lock";
    holder other{file};
    REQUIRE(other.holds());
    CHECK_FALSE(directory_lock::try_acquire(file));
    other.kill();
    auto const lock = directory_lock::try_acquire(file);
    CHECK(lock);
    CHECK_FALSE(holder{file}.holds());
}

TEST_CASE("a child that is forked while a lock is held can't give it back", "[store]") {
    scratch_directory const scratch;
    auto const file = scratch / ".lock";
    auto lock = directory_lock::try_acquire(file);
    ::pid_t const child = ::fork();
    if (child == 0) {
        lock.unlock();
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    CHECK_FALSE(directory_lock::try_acquire(file));
    lock.unlock();
    CHECK(directory_lock::try_acquire(file));
}

TEST_CASE("where no lock file can be made there is an error, not a lock", "[store]") {
    scratch_directory const scratch;
    testing::write_file(scratch / "file", "");
    CHECK_THROWS_AS(directory_lock::try_acquire(scratch / "file/.lock"), detail::file_error);
    std::filesystem::create_symlink("file", scratch / ".lock");
    CHECK_THROWS_AS(directory_lock::try_acquire(scratch / ".lock"), detail::file_error);
    CHECK_THROWS_AS(directory_lock::acquire(scratch / ".lock", std::chrono::minutes{1}),
                    detail::file_error);
}
