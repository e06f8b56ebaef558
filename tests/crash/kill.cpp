// A service is killed at every step of a publish, and hundreds of times at any moment.
#include <crash/interference.hpp>
#include <crash/world.hpp>
#include <support/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <thread>

using namespace retrain;
using namespace retrain::testing;
namespace fs = std::filesystem;

namespace {

using service = service_on_files<never, csv_source<>, all_histories>;

constexpr unsigned hard_limit_seconds = 300;

/// Calls `action` in a process of its own, which `let_go` may end. Tells whether it was killed.
bool was_killed(std::function<void()> const& action,
                std::function<void(::pid_t)> const& let_go = [](::pid_t) {}) {
    std::fflush(nullptr);
    ::pid_t const child = ::fork();
    if (child == 0) {
        ::alarm(hard_limit_seconds);
        try {
            action();
        } catch (std::exception const& mistake) {
            std::fprintf(stderr, "%s\n", mistake.what());
            ::_exit(1);
        }
        ::_exit(0);
    }
    let_go(child);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return true;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error{"the child failed"};
    return false;
}

/// One publish of both models.
void run_once(world const& at) {
    service killed{at.configuration(), at.histories()};
    if (!killed.retrain("a run that may be killed"))
        throw std::runtime_error{"the run failed"};
}

struct seen {
    std::map<std::string, std::uint64_t> generations{{"first", 0}, {"second", 0}};
    int found_at_start = 0;
};

/// A start after whatever happened: nothing is lost, and all that is said is true. With `deep` the
/// histories are read as a whole.
void check_start(world const& at, seen& last, std::uint64_t most_new, bool deep = true) {
    kept_log log;
    service const restarted{at.configuration(), at.histories(), log};
    for (auto const& [level, text] : log.said->all) {
        CAPTURE(text);
        CHECK(level == log_level::warning);
        CHECK(is_recovery(text));
        if (text.starts_with("the history had no record")) ++last.found_at_start;
    }
    std::string wrong;
    auto const now = served(restarted, at, wrong);
    CHECK(wrong == "");
    for (auto const& [model, generation] : now) {
        CAPTURE(model);
        CHECK(generation >= last.generations[model]);
        CHECK(generation <= last.generations[model] + most_new);
        if (deep) CHECK(untruth(at, model, generation) == "");
    }
    last.generations = now;
}

void check_left_overs(world const& at) {
    for (auto const& file : left_overs(at)) {
        CAPTURE(file);
        // The next backup replaces it, the next save of the ledger too.
        CHECK((file.ends_with("backups/.copy.tmp") || file.ends_with("models/.ledger.json.tmp") ||
               file.ends_with(".seen.tmp")));
    }
}

}  // namespace

TEST_CASE("killed before every single change of the file system", "[crash]") {
    ::alarm(hard_limit_seconds);
    scratch_directory const scratch;
    struct scene {
        char const* name;
        int runs_before;
        bool only_starts = false;
    };
    int kills = 0, found = 0;
    for (scene const what : {scene{"the first publish", 0}, scene{"a publish that retires", 3},
                             scene{"a start that completes a history", 2, true}}) {
        CAPTURE(what.name);
        world const prepared{scratch / "prepared"};
        fs::remove_all(prepared.root());
        prepared.write_rows();
        for (int run = 0; run < what.runs_before; ++run) run_once(prepared);
        if (what.only_starts) {  // its publishes were not recorded
            fs::copy(prepared.root() / "logs", scratch / "logs", fs::copy_options::recursive);
            run_once(prepared);
            fs::remove_all(prepared.root() / "logs");
            fs::rename(scratch / "logs", prepared.root() / "logs");
        }
        int here = 0;
        for (std::size_t step = 1;; ++step) {
            CAPTURE(step);
            world const at{scratch / "world"};
            fs::remove_all(at.root());
            fs::copy(prepared.root(), at.root(),
                     fs::copy_options::recursive | fs::copy_options::copy_symlinks);
            bool const killed = was_killed([&] {
                die_before_change(step);
                if (what.only_starts)
                    service const starts{at.configuration(), at.histories()};
                else
                    run_once(at);
            });
            seen last;
            auto const before = static_cast<std::uint64_t>(what.runs_before + what.only_starts);
            last.generations = {{"first", before}, {"second", before}};
            check_start(at, last, what.only_starts ? 0 : 1);
            found += last.found_at_start;
            check_start(at, last, 0);  // nothing is recorded twice, nothing is left to do
            if (!killed) {
                if (!what.only_starts) CHECK(last.generations["second"] == before + 1);
                break;
            }
            if (++here % 4 != 0) continue;
            run_once(at);  // and work goes on
            check_start(at, last, 1);
            check_left_overs(at);
        }
        std::printf("%s: killed at each of %d steps\n", what.name, here);
        CHECK(here > 20);
        kills += here;
    }
    std::printf("%d kills at steps, %d histories completed\n", kills, found);
    CHECK(found > 20);
}

TEST_CASE("killed hundreds of times at any moment, in one directory", "[crash]") {
    ::alarm(hard_limit_seconds);
    scratch_directory const scratch;
    world const at{scratch / "world"};
    at.write_rows();
    std::mt19937 random{42};
    seen last;
    run_once(at);
    check_start(at, last, 1);
    auto const begin = std::chrono::steady_clock::now();
    CHECK_FALSE(was_killed([&] { run_once(at); }));
    auto longest = 2 * (std::chrono::steady_clock::now() - begin);
    check_start(at, last, 1);
    constexpr int times = 250;
    int kills = 0, in_vain = 0;
    for (int time = 1; time <= times; ++time) {
        CAPTURE(time);
        auto const span = longest * std::uniform_int_distribution{0, 1000}(random) / 1000;
        bool const killed = was_killed(
            [&] {
                for (;;) {
                    service goes_on{at.configuration(), at.histories()};
                    for (int run = 0; run < 3; ++run) (void)goes_on.retrain("one of many");
                }
            },
            [&](::pid_t child) {
                std::this_thread::sleep_for(span);
                ::kill(child, SIGKILL);
            });
        CHECK(killed);
        kills += killed ? 1 : 0;
        auto const before = last.generations;
        check_start(at, last, 1000, time % 20 == 0);
        // Where the machine became slower than it was, the programs get more time.
        in_vain = last.generations == before ? in_vain + 1 : 0;
        if (in_vain % 10 == 9) longest *= 2;
    }
    check_start(at, last, 0);
    check_left_overs(at);
    std::printf("%d kills at any moment, %llu publishes, %d histories completed\n", kills,
                static_cast<unsigned long long>(last.generations["first"] +
                                                last.generations["second"]),
                last.found_at_start);
    CHECK(last.generations["first"] > 5);
    run_once(at);
    check_start(at, last, 1);
}
