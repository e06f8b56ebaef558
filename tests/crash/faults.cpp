// Each file call of a service's run fails in turn: a full disk, a bad one, a call that does half.
#include <crash/interference.hpp>
#include <crash/world.hpp>
#include <support/catch.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

using namespace retrain;
using namespace retrain::testing;

namespace {

using service = service_on_files<never, csv_source<>, all_histories>;

constexpr unsigned hard_limit_seconds = 300;

std::map<std::string, std::uint64_t> generations(service const& of, world const& at) {
    std::string wrong;
    auto const now = served(of, at, wrong);
    CHECK(wrong == "");
    return now;
}

/// A service of two runs in a directory of its own.
struct stage {
    scratch_directory scratch{};
    world at{scratch / "world"};
    kept_log log{};
    service starved{patient(), at.histories(), log};

    stage() {
        at.write_rows();
        REQUIRE(starved.retrain("before"));
        REQUIRE(starved.retrain("before"));
        REQUIRE(log.said->all.empty());
    }

   private:
    [[nodiscard]] settings patient() const {
        auto made = at.configuration();
        made.retry_seconds = 3600.0;  // each run is one that the test asked for
        return made;
    }
};

/// A restart finds nothing to do.
void check_end(stage const& here) {
    kept_log later;
    service const restarted{here.at.configuration(), here.at.histories(), later};
    CHECK(later.said->all.empty());
    CHECK(generations(restarted, here.at) == generations(here.starved, here.at));
    for (auto const& file : left_overs(here.at)) {
        CAPTURE(file);
        // A ledger that could not be read when it was to be replaced was kept.
        CHECK(file.find("ledger.json.damaged-") != file.npos);
    }
}

}  // namespace

TEST_CASE("a file call that fails in the middle of a run loses nothing, and is told", "[crash]") {
    struct way {
        char const* name;
        wrong_call what;
    };
    for (way const how : {way{"a full disk", {.code = ENOSPC, .forever = true, .only_changes = true}},
                          way{"one call without space", {.code = ENOSPC, .only_changes = true}},
                          way{"one call with an error of the disk", {.code = EIO}},
                          way{"one call that does half", {.code = wrong_call::is_short}}}) {
        CAPTURE(how.name);
        ::alarm(hard_limit_seconds);
        std::unique_ptr<stage> here;
        int calls = 0, failed = 0, published = 0, silent = 0;
        bool happened = true;
        for (std::size_t step = 1; happened; ++step) {
            if (step % 25 == 1) {
                if (here) check_end(*here);
                here = std::make_unique<stage>();
            }
            auto const& at = here->at;
            auto& log = here->log;
            auto& starved = here->starved;
            auto const before = generations(starved, at);
            log.said->all.clear();
            run_report report;
            std::string where;
            {
                interference const wrong{at.root(), step, how.what};
                report = starved.retrain("while the disk is bad");
                happened = wrong.happened();
                where = wrong.where();
            }
            CAPTURE(step, where, report.text);
            bool const told = !log.said->all.empty() || !report;

            // What the report says is so: the old model or the new one, whole.
            auto expected = before;
            for (auto const& model : report.run.models) {
                expected[model.name] += model.published ? 1 : 0;
                CHECK(model.published != model.failure.has_value());
            }
            // The link may be the old one's until it is repaired.
            std::map<std::string, std::uint64_t> now{
                {"first", starved.live<first_trainer>()->generation()},
                {"second", starved.live<second_trainer>()->generation()}};
            CHECK(now == expected);
            for (auto const& [model, generation] : now)
                CHECK(file_store{at.models()}.find(model)->generation == generation);
            if (how.what.code == wrong_call::is_short) {
                CHECK(report);
                CHECK_FALSE(told);
            }
            if (happened) {
                ++calls;
                if (!report) ++failed;
                else ++published;
                silent += told ? 0 : 1;
                // Where nothing is told nothing is missing: SQLite could not clear up behind itself.
                if (!told)
                    for (auto const& [model, generation] : now)
                        CHECK(untruth(at, model, generation) == "");
            } else {
                CHECK(report);
                CHECK_FALSE(told);
            }

            // The next run works, and what could not be recorded is made up for.
            log.said->all.clear();
            auto const next = starved.retrain("after it");
            CAPTURE(next.text);
            CHECK(next);
            for (auto const& [level, text] : log.said->all) {
                CAPTURE(text);
                CHECK(is_recovery(text));
            }
            for (auto const& [model, generation] : generations(starved, at)) {
                CHECK(generation == expected[model] + 1);
                if (step % 10 == 0 || !happened) CHECK(untruth(at, model, generation) == "");
            }
        }
        std::printf("%s: %d calls in turn, %d runs failed, %d published all the same, %d of them "
                    "with nothing to tell\n",
                    how.name, calls, failed, published, silent);
        CHECK(calls > 100);
        check_end(*here);
    }
}
