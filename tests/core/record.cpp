#include <retrain/core/record.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(row_counts{.immature = 1, .filtered = 2, .insufficient = 4}.dropped() == 7);
static_assert(row_counts{.unknown_label = 1,
                         .out_of_order = 2,
                         .infinite = 4,
                         .duplicate = 8,
                         .rare_class = 16,
                         .unfit = 32,
                         .outside_window = 64,
                         .purged = 128}
                  .dropped() == 63);
static_assert(!row_counts{}.unpurged);

TEST_CASE("a run is what became of its models", "[core]") {
    run_record run;
    CHECK_FALSE(run.any_published());
    CHECK_FALSE(run.any_verdict());
    CHECK_FALSE(run.any_failure());

    run.models.push_back({.name = "rejected", .verdict = verdict{}});
    CHECK(run.any_verdict());
    CHECK_FALSE(run.any_published());

    run.models.push_back({.name = "live", .verdict = verdict{}, .published = true});
    CHECK(run.any_published());
    CHECK_FALSE(run.any_failure());

    run.models.push_back({.name = "broken", .failure = failure{}});
    CHECK(run.any_failure());
}

TEST_CASE("a model that failed after its verdict does not count as judged", "[core]") {
    run_record run;
    run.models.push_back({.name = "late", .verdict = verdict{}, .failure = failure{}});
    CHECK_FALSE(run.any_verdict());
    CHECK(run.any_failure());
}

TEST_CASE("a report is good where a run was judged and nothing failed", "[core]") {
    run_report report;
    CHECK_FALSE(report);
    report.run.models.push_back({.name = "rejected", .verdict = verdict{}});
    CHECK(report);
    report.run.failure = failure{};
    CHECK_FALSE(report);
    report.run.failure.reset();
    report.skipped = refusal{};
    CHECK_FALSE(report);
}
