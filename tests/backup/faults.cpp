// Kills, losses of power and failing operations at every step of a backup.
#include <retrain/backup/timestamped_backup.hpp>

#include <backup/live_file.hpp>
#include <store/file_faults.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>

using namespace retrain;
using namespace std::chrono_literals;
using testing::fault;
using testing::injected_fault;
using testing::live_file;
using testing::power_loss;
using testing::read_file;
using testing::scratch_directory;
namespace fs = std::filesystem;

namespace {

constexpr retrain::time_point start{};
using policy = timestamped_backup<keep_last<2>>;

/// A directory with a live file and, unless it is the first one, two copies.
struct stage {
    scratch_directory scratch;
    fs::path models = scratch / "models";
    live_file live{models};

    explicit stage(bool first) {
        if (first) return;
        (void)policy{}.preserve(live.at(start));
        (void)policy{}.preserve(live.at(start + 1h));
    }
    [[nodiscard]] std::set<std::string> copies() const {
        std::set<std::string> names;
        if (fs::exists(models / "backups"))
            for (auto const& entry : fs::directory_iterator{models / "backups"})
                if (auto const name = entry.path().filename().string(); !name.starts_with('.'))
                    names.insert(name);
        return names;
    }
    /// Whatever has a copy's name is whole, and there are not fewer copies than before.
    void check(std::size_t before) const {
        for (auto const& name : copies())
            CHECK(read_file(models / "backups" / name) == live.content);
        CHECK(copies().size() >= before);
        CHECK(read_file(models / "versions/risk/7.txt") == live.content);
        (void)policy{}.preserve(live.at(start + 9h));
        CHECK(copies().size() <= 2);
        CHECK(copies().contains("risk_19700101_090000.txt"));
        CHECK_FALSE(fs::exists(models / "backups/.copy.tmp"));
    }
};

}  // namespace

TEST_CASE("a kill or a loss of power at any step of a backup leaves whole copies", "[backup]") {
    bool const first = GENERATE(true, false);
    auto const loss = GENERATE(power_loss::none, power_loss::contents, power_loss::everything,
                               power_loss::names_below, power_loss::all_but_the_last);
    bool finished = false;
    for (std::size_t step = 1; !finished; ++step) {
        CAPTURE(first, static_cast<int>(loss), step);
        stage const at{first};
        finished = testing::killed_at(at.models, step, loss,
                                      [&] { (void)policy{}.preserve(at.live.at(start + 2h)); });
        if (finished) CHECK(at.copies().contains("risk_19700101_020000.txt"));
        at.check(first ? 0 : 2);
    }
}

TEST_CASE("an operation that fails at any step of a backup is reported", "[backup]") {
    bool const first = GENERATE(true, false);
    fault const what = GENERATE(fault{.code = ENOSPC, .forever = true}, fault{.code = EIO});
    bool happened = true;
    bool ever_refused = false;
    for (std::size_t step = 1; happened; ++step) {
        CAPTURE(first, what.code, step);
        stage const at{first};
        bool refused = false;
        {
            injected_fault const wrong{at.models, step, what};
            try {
                std::string const path = policy{}.preserve(at.live.at(start + 2h));
                CHECK(path == at.models / "backups/risk_19700101_020000.txt");
            } catch (error const& mistake) {
                CHECK(mistake.why() == failure_reason::backup_failed);
                refused = true;
            }
            happened = wrong.happened();
        }
        if (!refused) CHECK(at.copies().contains("risk_19700101_020000.txt"));
        ever_refused = ever_refused || refused;
        at.check(first ? 0 : 2);
    }
    CHECK(ever_refused);
}

TEST_CASE("short reads and writes of a backup are completed", "[backup]") {
    bool happened = true;
    for (std::size_t step = 1; happened; ++step) {
        CAPTURE(step);
        stage const at{false};
        {
            injected_fault const wrong{at.models, step, fault{.code = fault::is_short}};
            CHECK_NOTHROW(policy{}.preserve(at.live.at(start + 2h)));
            happened = wrong.happened();
        }
        CHECK(at.copies().contains("risk_19700101_020000.txt"));
        at.check(2);
    }
}

TEST_CASE("a disk that keeps other bytes than it was given is found out", "[backup]") {
    bool happened = true;
    bool found_out = false;
    for (std::size_t step = 1; happened; ++step) {
        CAPTURE(step);
        stage const at{false};
        {
            injected_fault const wrong{at.models, step, fault{.code = fault::lies}};
            try {
                (void)policy{}.preserve(at.live.at(start + 2h));
            } catch (error const& mistake) {
                CHECK(mistake.why() == failure_reason::backup_failed);
                CHECK_THAT(mistake.what(), ContainsSubstring("SHA-256"));
                found_out = true;
            }
            happened = wrong.happened();
        }
        at.check(2);
    }
    CHECK(found_out);
}
