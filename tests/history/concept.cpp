#include <retrain/history/concept.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more.
struct archetype {
    using policy_role = history_role;
    explicit archetype(int& runs) : runs_{&runs} {}
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    void record(run_record const&) { ++*runs_; }

   private:
    int* runs_;
};
static_assert(HistorySink<archetype> && history_role::explain<archetype>());
static_assert(!requirement::HistoryRecordsSkips<archetype>);

struct without_role {
    void record(run_record const&);
};
struct without_record {
    using policy_role = history_role;
};
struct only_skips {
    using policy_role = history_role;
    void record(skip_record const&);
};
struct wants_to_change_it {
    using policy_role = history_role;
    void record(run_record&);
};
static_assert(!HistorySink<without_role> && !HistorySink<int>);
static_assert(!HistorySink<without_record> && !HistorySink<only_skips>);
static_assert(!HistorySink<wants_to_change_it>);

}  // namespace

TEST_CASE("a sink needs nothing beyond its concept", "[history]") {
    int runs = 0;
    archetype sink{runs};
    CHECK(laws::takes_anything(sink));
    CHECK(runs == 3);
}
