// Three processes retrain one directory for a minute, a person rolls back and pins, two readers look
// on, and one of the writers is killed every few seconds.
#include <crash/world.hpp>
#include <support/catch.hpp>

#include <retrain/event/event_bus.hpp>
#include <retrain/executor/background_executor.hpp>
#include <retrain/source/memory_source.hpp>
#include <retrain/trigger/on.hpp>

#include <support/toy.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr unsigned hard_limit_seconds = 240;
constexpr std::uint64_t enough_generations = 5;

/// RETRAIN_STORM_SECONDS, or a minute.
std::chrono::seconds duration() {
    char const* const wanted = std::getenv("RETRAIN_STORM_SECONDS");
    return std::chrono::seconds{wanted == nullptr ? 60 : std::atoi(wanted)};
}

// ---- the runs of all processes, in the order in which they had the directory -----------------------

/// One line is one write at the end of the file, so that lines of several processes never mix.
void append_line(fs::path const& file, std::string const& line) {
    int const out = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (out == -1 || ::write(out, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        throw std::runtime_error{"can't write to " + file.string()};
    ::close(out);
}

fs::path& span_file() {
    static fs::path file;
    return file;
}

/// Says when a run has begun: it is the first thing that a run asks for.
struct span_source {
    using policy_role = source_role;
    [[nodiscard]] static dataset load(load_request const& request) {
        append_line(span_file(), "begin " + std::to_string(::getpid()) + "\n");
        return memory_source{toy_rows(60)}.load(request);
    }
};

/// Says when a run has ended: it is the last history that is told.
struct span_history {
    using policy_role = history_role;
    static void record(run_record const& run) {
        if (run.number != 0) append_line(span_file(), "end " + std::to_string(::getpid()) + "\n");
    }
};

#ifdef RETRAIN_TEST_SQLITE
using storm_histories = record_to<text_history, jsonl_history, sqlite_history, span_history>;
#else
using storm_histories = record_to<text_history, jsonl_history, span_history>;
#endif

storm_histories histories(world const& at) {
    file_rotation const small{.limit = 64 * 1024, .kept = 1000};
#ifdef RETRAIN_TEST_SQLITE
    return storm_histories{text_history{at.text(), small}, jsonl_history{at.jsonl(), small},
                           sqlite_history{at.sqlite()}, span_history{}};
#else
    return storm_histories{text_history{at.text(), small}, jsonl_history{at.jsonl(), small},
                           span_history{}};
#endif
}

struct ping {};
using writer_service = service_on_files<on<ping>, span_source, background_executor, storm_histories>;
/// A person's program and a reader make no runs, so they need no thread.
using quiet_service = service_on_files<never, span_source, storm_histories>;

// ---- what each process does ------------------------------------------------------------------------

void require(bool good, std::string const& otherwise) {
    if (!good) throw std::runtime_error{otherwise};
}

/// Generations only grow, and a model that was there stays.
class only_grows {
   public:
    void see(std::string const& model, std::uint64_t generation) {
        auto& last = last_[model];
        require(generation >= last, "generation " + std::to_string(generation) + " of '" + model +
                                        "' came after " + std::to_string(last));
        last = generation;
    }

   private:
    std::map<std::string, std::uint64_t> last_;
};

void see_all(auto const& service, only_grows& seen) {
    auto const look = [&](auto live, char const* name) {
        seen.see(name, live ? live->generation() : 0);
        if (live) (void)whole_model::load(live->model().save());
    };
    look(service.template live<first_trainer>(), "first");
    look(service.template live<second_trainer>(), "second");
}

bool is_over(world const& at) { return fs::exists(at.root() / "over"); }

/// No sentence of the log tells of an error but one: a person's act was first.
void require_no_error(kept_log const& log) {
    std::scoped_lock const lock{log.said->mutex};
    for (auto const& [level, text] : log.said->all) {
        bool const was_overtaken =
            text.find("superseded") != text.npos || text.find("pinned") != text.npos;
        require(level != log_level::error || was_overtaken, text);
    }
}

void write_models(world const& at) {
    kept_log const log;
    writer_service service{at.configuration(), histories(at), log};
    event_bus bus;
    auto const connected = service.connect(bus);
    only_grows seen;
    for (int turn = 0; !is_over(at); ++turn) {
        if (turn % 2 == 0) (void)service.request("storm");
        else bus.publish(ping{});
        see_all(service, seen);
        require_no_error(log);
        std::this_thread::sleep_for(10ms);
    }
    // Whatever was asked for while others had the directory is answered in the end, here or there.
    (void)service.request("the last request");
    auto const patience = std::chrono::steady_clock::now() + 60s;
    for (;;) {
        auto const book = file_ledger::from_settings(at.configuration()).load();
        if (!book.pending && !book.running) break;
        require(std::chrono::steady_clock::now() < patience, "a request was lost");
        std::this_thread::sleep_for(5ms);
        see_all(service, seen);
    }
    require_no_error(log);
}

void act_by_hand(world const& at) {
    kept_log const log;
    quiet_service service{at.configuration(), histories(at), log};
    only_grows seen;
    std::mt19937 random{7};
    int acts = 0;
    auto const attempt = [&](auto const& act) {
        try {
            act();
            ++acts;
        } catch (error const& refused) {  // before there are two versions
            require(refused.why() == failure_reason::store_failed, refused.what());
        }
        see_all(service, seen);
        std::this_thread::sleep_for(std::chrono::milliseconds{20 + random() % 100});
    };
    while (!is_over(at)) {
        std::string const model = random() % 2 == 0 ? "first" : "second";
        attempt([&] { (void)service.rollback(model, "a bad night"); });
        attempt([&] { (void)service.unpin(model, "looked at it"); });
        if (random() % 4 != 0) continue;
        attempt([&] { (void)service.pin(model, "a holiday"); });
        attempt([&] { (void)service.unpin(model, "back again"); });
    }
    require_no_error(log);
    std::printf("%d acts by hand\n", acts);
    std::fflush(stdout);
}

/// Another program: it opens the plain file, and asks the store.
void read_files(world const& at) {
    file_store const store{at.models()};
    only_grows seen;
    bool was_there = false;
    int reads = 0;
    for (; !is_over(at); ++reads) {
        for (std::string const model : {"first", "second"}) {
            auto const found = store.find(model);
            require(found || model != "first" || !was_there, "a published model is gone");
            if (!found) continue;
            was_there = was_there || model == "first";
            seen.see(model, found->generation);
            try {
                (void)whole_model::load(store.read(found->champion.live));
            } catch (error const&) {
                // Retired by eleven publishes meanwhile; what is live now can be read.
                require(store.find(model)->generation > found->generation, "nothing can be read");
            }
            auto const text = read_file(at.models() / (model + ".bin"));
            if (!text.empty()) (void)whole_model::load(std::as_bytes(std::span{text}));
        }
        std::this_thread::sleep_for(2ms);
    }
    std::printf("%d readings of files\n", reads);
    std::fflush(stdout);
}

/// A program that is started again and again, and serves each time.
void start_often(world const& at) {
    only_grows seen;
    int starts = 0;
    for (; !is_over(at); ++starts) {
        kept_log const log;
        quiet_service const service{at.configuration(), histories(at), log};
        see_all(service, seen);
        require_no_error(log);
        std::this_thread::sleep_for(50ms);
    }
    std::printf("%d starts\n", starts);
    std::fflush(stdout);
}

::pid_t begin(std::function<void(world const&)> const& what, world const& at) {
    std::fflush(nullptr);
    ::pid_t const child = ::fork();
    if (child != 0) return child;
    ::alarm(hard_limit_seconds);
    try {
        what(at);
    } catch (std::exception const& mistake) {
        std::fprintf(stderr, "process %d: %s\n", static_cast<int>(::getpid()), mistake.what());
        ::_exit(1);
    }
    ::_exit(0);
}

struct ended {
    bool killed = false;
    bool well = false;
};
ended wait_for(::pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
            WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

struct span_tally {
    std::size_t runs = 0;   ///< that ended
    std::size_t cut = 0;    ///< by a kill
    std::string overlap{};
};

/// No run begins before the last one ended, unless that one's process was killed: then it says no more.
span_tally read_spans(fs::path const& file, std::set<int> const& killed) {
    span_tally tally;
    std::istringstream lines{read_file(file)};
    std::string what;
    int process = 0, running = 0;
    std::set<int> gone;
    while (lines >> what >> process) {
        if (gone.contains(process)) tally.overlap = "a process went on after its end";
        if (what == "begin") {
            if (running != 0) {
                // A run that did not come to its end ended with its process.
                if (!killed.contains(running)) tally.overlap = "two runs at once";
                gone.insert(running);
                ++tally.cut;
            }
            running = process;
        } else {
            if (running != process) tally.overlap = "a run ended that had not begun";
            running = 0;
            ++tally.runs;
        }
    }
    if (running != 0) ++tally.cut;
    return tally;
}

}  // namespace

TEST_CASE("a minute of several processes at one directory", "[crash]") {
    ::alarm(hard_limit_seconds);
    scratch_directory const scratch;
    world const at{scratch / "world"};
    fs::create_directories(at.root());
    span_file() = at.root() / "spans";

    std::array<::pid_t, 3> writers{};
    for (auto& writer : writers) writer = begin(write_models, at);
    std::vector<::pid_t> others{begin(act_by_hand, at), begin(read_files, at),
                                begin(start_often, at)};

    std::mt19937 random{42};
    std::set<int> killed;
    auto const went_live_often = [&] {
        auto const often = [store = file_store{at.models()}](char const* model) {
            auto const found = store.find(model);
            return found && found->generation > enough_generations;
        };
        return often("first") && often("second");
    };
    // A machine that is slow gets more time.
    auto const end = std::chrono::steady_clock::now() + duration();
    while (std::chrono::steady_clock::now() < end || !went_live_often()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{500 + random() % 2000});
        auto& victim = writers[random() % writers.size()];
        ::kill(victim, SIGKILL);
        CHECK(wait_for(victim).killed);
        killed.insert(static_cast<int>(victim));
        victim = begin(write_models, at);
    }
    write_file(at.root() / "over", "");
    for (auto const process : writers) CHECK(wait_for(process).well);
    for (auto const process : others) CHECK(wait_for(process).well);

    kept_log log;
    {   // What went live last need not be the last generation.
        quiet_service after{at.configuration(), histories(at), log};
        (void)after.pin("second", "the storm is over");
        (void)after.unpin("second", "looked at it");
    }
    auto const spans = read_spans(span_file(), killed);
    CHECK(spans.overlap == "");

    quiet_service const last{at.configuration(), histories(at), log};
    for (auto const& [level, text] : log.said->all) {
        CAPTURE(text);
        CHECK(is_recovery(text));
    }
    std::string wrong;
    auto const now = served(last, at, wrong);
    CHECK(wrong == "");
    for (auto const& [model, generation] : now) {
        CAPTURE(model);
        CHECK(generation > enough_generations);
        CHECK(untruth(at, model, generation) == "");
    }
    for (auto const& file : left_overs(at)) {
        CAPTURE(file);
        CHECK((file.ends_with("backups/.copy.tmp") || file.ends_with("models/.ledger.json.tmp") ||
               file.ends_with(".seen.tmp")));
    }
    // All processes keep one ledger, which counts every run that was not killed, or was at its end.
    auto const book = file_ledger::from_settings(at.configuration()).load();
    CHECK(book.attempts >= spans.runs);
    CHECK(book.attempts <= spans.runs + spans.cut);
    std::printf("%zu runs, %zu cut short by %zu kills, generations %llu and %llu\n", spans.runs,
                spans.cut, killed.size(), static_cast<unsigned long long>(now.at("first")),
                static_cast<unsigned long long>(now.at("second")));
}
