// Several threads and processes at one directory.
#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

using namespace retrain;
using laws::winner;
using testing::scratch_directory;

namespace {

/// What each version's bytes are: a reader that mixes two versions is found out.
std::string text_of(std::uint64_t version, std::string_view what) {
    return std::string(1000 + version, 'x') + std::string{what} + std::to_string(version);
}

/// Publishes the next version; false where somebody else was first.
bool publish_next(file_store& store, std::uint64_t live) {
    try {
        store.publish(
            winner{text_of(live + 1, "live"), text_of(live + 1, "judge"), live}.named("risk"));
        return true;
    } catch (error const& refused) {
        if (refused.why() != failure_reason::superseded) throw;
        return false;
    }
}

bool is_whole(file_store& store) {
    auto const found = store.find("risk");
    if (!found) return true;
    auto const version = found->champion.version;
    return laws::serves(store, *found, text_of(version, "live"), text_of(version, "judge"));
}

}  // namespace

TEST_CASE("of two threads that publish at once one is superseded", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    for (std::uint64_t generation = 0; generation < 20; ++generation) {
        std::atomic<int> published{0};
        {
            auto const attempt = [&] { published += publish_next(store, generation) ? 1 : 0; };
            std::jthread const one{attempt};
            std::jthread const two{attempt};
        }
        CHECK(published == 1);
        CHECK(store.find("risk")->generation == generation + 1);
    }
}

TEST_CASE("a publish waits for the publish of another process", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    auto other = detail::directory_lock::try_acquire(scratch / ".commit.lock");
    std::atomic<bool> done{false};
    std::jthread const publisher{[&] { done = publish_next(store, 0); }};
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    bool const early = done || store.find("risk");
    other.unlock();
    CHECK_FALSE(early);
    while (!done) std::this_thread::yield();
    CHECK(store.find("risk")->generation == 1);
}

TEST_CASE("a reader always gets a whole model while others publish and roll back", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    publish_next(store, 0);
    publish_next(store, 1);
    std::atomic<bool> stop{false};
    std::atomic<bool> whole{true};
    std::atomic<bool> failed{false};
    {
        std::vector<std::jthread> threads;
        for (int reader = 0; reader < 2; ++reader)
            threads.emplace_back([&] {
                std::uint64_t last = 0;
                while (!stop) {
                    auto const generation = store.find("risk")->generation;
                    if (generation < last || !is_whole(store)) whole = false;
                    last = generation;
                }
            });
        threads.emplace_back([&] {
            for (int n = 0; n < 60; ++n) {
                try {
                    auto const live = store.find("risk")->generation;
                    if (n % 5 == 4)
                        store.rollback("risk", "");  // no reason, no pin
                    else
                        publish_next(store, live);
                } catch (error const&) {
                    failed = true;
                }
            }
            stop = true;
        });
    }
    CHECK(whole);
    CHECK_FALSE(failed);
    CHECK(store.find("risk")->generation == 62);
}

TEST_CASE("processes that publish and are killed leave whole models in ascending order",
          "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    publish_next(store, 0);
    std::uint64_t generation = 1;
    for (int round = 0; round < 30; ++round) {
        std::vector<::pid_t> children;
        for (int n = 0; n < 2; ++n) {
            ::pid_t const child = ::fork();
            if (child == 0) {
                file_store own{scratch.path()};
                for (;;) {
                    try {
                        publish_next(own, own.find("risk")->generation);
                    } catch (...) {
                        ::_exit(1);
                    }
                }
            }
            children.push_back(child);
        }
        // Each round ends at another place of the protocol.
        ::usleep(static_cast<::useconds_t>(2000 + 731 * round));
        for (auto const child : children) {
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            CHECK(WIFSIGNALED(status));
        }
        CHECK(is_whole(store));
        auto const found = store.find("risk")->generation;
        CHECK(found >= generation);
        (void)store.recover();
        CHECK(store.recover().empty());
        CHECK(store.find("risk")->generation == found);
        CHECK(publish_next(store, found));
        generation = found + 1;
    }
}

TEST_CASE("the run lock of a killed process is free", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    ::pid_t const child = ::fork();
    if (child == 0) {
        auto const run = file_store{scratch.path()}.try_lock();
        char const answer = run ? 'y' : 'n';
        (void)!::write(ends[1], &answer, 1);
        for (;;) ::pause();
    }
    char answer = '?';
    (void)!::read(ends[0], &answer, 1);
    ::close(ends[0]);
    ::close(ends[1]);
    CHECK(answer == 'y');
    CHECK_FALSE(store.try_lock());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(store.try_lock());
}
