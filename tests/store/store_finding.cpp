#include <retrain/store/store_finding.hpp>
#include <retrain/store/store_report.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(name(store_fault::damaged) == "damaged");
static_assert(name(store_fault::missing) == "missing");
static_assert(name(store_fault::unfinished) == "unfinished");
static_assert(name(store_fault::unknown) == "unknown");
static_assert(is_loss(store_fault::damaged) && is_loss(store_fault::missing));
static_assert(!is_loss(store_fault::unfinished) && !is_loss(store_fault::unknown));

TEST_CASE("a report is sound unless something was lost", "[store]") {
    store_report report;
    report.count(7);
    report.add(store_fault::unfinished, "a", "is half of a write", "nothing");
    report.add(store_fault::unknown, "b", "is nothing of the store's", "move it elsewhere");
    CHECK(report.sound());

    store_report whole;
    whole.count(5);
    whole.unsealed_backups = 2;
    whole.append(report);
    CHECK(whole.files == 2);
    CHECK(whole.bytes == 12);
    CHECK(whole.unsealed_backups == 2);
    CHECK(whole.findings.size() == 2);
    CHECK(whole.sound());
    whole.add(store_fault::missing, "c", "is missing", "copy it back");
    CHECK_FALSE(whole.sound());
}
