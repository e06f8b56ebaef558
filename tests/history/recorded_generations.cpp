#include <retrain/detail/recorded_generations.hpp>

#include <retrain/history/format_record.hpp>
#include <retrain/history/text_history.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <array>
#include <string>
#include <vector>

using namespace retrain;
using retrain::testing::scratch_directory;

namespace {
run_record gone_live(std::string model, std::uint64_t generation) {
    run_record run;
    run.service = "verdict";
    run.models.push_back(
        {.name = std::move(model),
         .published = true,
         .generation = generation,
         .by_hand = intervention{intervention_kind::recovery, "its process ended first"}});
    return run;
}
}  // namespace

TEST_CASE("a history lacks what is not on record since its first record", "[history]") {
    std::array const all{gone_live("toy", 1), gone_live("toy", 2), gone_live("toy", 3),
                         gone_live("toy", 4), gone_live("other", 7)};
    detail::recorded_generations known;
    CHECK(known.missing(all) == std::vector<run_record const*>{&all[4], &all[3]});  // a new one
    known.add("verdict", "toy", 2);
    known.add("another service", "toy", 3);
    known.add("verdict", "other", 7);
    CHECK(known.missing(all) == std::vector<run_record const*>{&all[2], &all[3]});
    known.add("verdict", "toy", 3);
    known.add("verdict", "toy", 4);
    CHECK(known.missing(all).empty());
}

TEST_CASE("a text file tells what went live", "[history]") {
    using found = std::pair<std::string, std::uint64_t>;
    CHECK(detail::gone_live("  model    toy is live, generation 7 (promote: better)") ==
          found{"toy", 7});
    CHECK(detail::gone_live("  model    toy is live, generation 7, by recovery") == found{"toy", 7});
    CHECK(detail::gone_live("  model    toy rolled back, generation 8") == found{"toy", 8});
    CHECK(detail::gone_live("  model    toy is pinned, generation 9") == found{"toy", 9});
    CHECK(detail::gone_live("  model    toy is pinned no longer, generation 10") ==
          found{"toy", 10});
    for (char const* other :
         {"", "run 7  2020-01-01T00:00:00Z  toy", "  reason   toy is live, generation 7",
          "  model    toy keeps the old model (reject: worse)", "  model    toy is live, generation ",
          "  model    toy failed, unexpected: it is live, generation 7", "  model    toy"})
        CHECK_FALSE(detail::gone_live(other));
}

TEST_CASE("a text file tells whose block begins, in the form of an earlier version, too",
          "[history]") {
    CHECK(detail::service_of("run 12  2020-01-01T00:00:00Z  verdict") == "verdict");
    CHECK(detail::service_of("run 0  2020-01-01T00:00:00Z  verdict") == "verdict");
    CHECK(detail::service_of("by hand  2020-01-01T00:00:00Z  verdict") == "verdict");
    CHECK(detail::service_of("recovery  2020-01-01T00:00:00Z  verdict") == "verdict");
    for (char const* other : {"", "skip  2020-01-01T00:00:00Z  verdict", "by hand", "  reason   x"})
        CHECK_FALSE(detail::service_of(other));

    scratch_directory const scratch;
    testing::write_file(scratch / "old.txt",
                        "run 0  2020-01-01T00:00:00Z  verdict\n"
                        "  reason   rollback: drift\n"
                        "  took     0.0 s\n"
                        "  model    toy rolled back, generation 2\n\n"
                        "by hand  2020-01-01T00:00:00Z  other\n"
                        "  model    toy rolled back, generation 3\n\n");
    std::array const all{gone_live("toy", 2), gone_live("toy", 3)};
    text_history sink{scratch / "old.txt"};
    CHECK(sink.complete(all) == 1);  // 3 is that of another service
    CHECK(sink.complete(all) == 0);
}

TEST_CASE("a text history is completed once", "[history]") {
    scratch_directory const scratch;
    text_history sink{scratch / "runs.txt", {.limit = 1000, .kept = 9}};
    CHECK(sink.complete({}) == 0);
    CHECK_FALSE(std::filesystem::exists(scratch / "runs.txt"));
    std::vector<run_record> all{gone_live("toy", 1)};
    CHECK(sink.complete(all) == 1);
    for (std::uint64_t generation = 2; generation <= 20; ++generation) {
        all.push_back(gone_live("toy", generation));
        all.push_back(gone_live("other", generation));
        if (generation % 3 == 0) sink.record(all.back());
        if (all.size() > 6) all.erase(all.begin(), all.begin() + 2);
        CAPTURE(generation);
        CHECK(sink.complete(all) >= 1);
        CHECK(sink.complete(all) == 0);
    }
    // A line that a crash tore is no record.
    auto const torn = format_record(gone_live("toy", 21));
    testing::write_file(scratch / "torn.txt", format_record(gone_live("toy", 20)) +
                                                  torn.substr(0, torn.find(" is live") + 4));
    text_history other{scratch / "torn.txt"};
    std::array const last{gone_live("toy", 20), gone_live("toy", 21)};
    CHECK(other.complete(last) == 1);
    CHECK(other.complete(last) == 0);
}
