#include <retrain/service/prepared_data.hpp>

#include <retrain/data_gate/data_checks.hpp>
#include <retrain/data_gate/no_data_checks.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Keeps even rows, can't tell for every tenth.
struct fussy_filter {
    using policy_role = filter_role;
    row_decision judge(row_view const& row) const {
        if (row.index() % 10 == 0) return row_decision::insufficient;
        return row.index() % 2 == 0 ? row_decision::pass : row_decision::fail;
    }
};

}  // namespace

TEST_CASE("every row is accounted for", "[prepared_data]") {
    toy_source source;
    auto const data = prepare(source, fussy_filter{}, no_data_checks{}, {{}, day(51)}, {}, {});
    auto const& counts = data.counts;
    REQUIRE(counts.read == 100);
    REQUIRE(counts.immature == 50);  // row i is known at day i + 2
    REQUIRE(counts.insufficient == 5);
    REQUIRE(counts.filtered == 25);
    REQUIRE(counts.kept == 20);
    REQUIRE(counts.kept + counts.dropped() == counts.read);
    REQUIRE(data.rows.labels.size() == counts.kept);
    REQUIRE(data.rows.keys.front() == 3);
    REQUIRE(data.snapshot.size() == counts.kept);
    REQUIRE(std::ranges::is_sorted(data.snapshot));
}

TEST_CASE("a classifier needs two classes", "[prepared_data]") {
    auto rows = toy_rows(4);
    REQUIRE_NOTHROW(require_trainable(rows.view()));
    rows.labels.assign(4, 0);
    REQUIRE_THROWS_WITH(require_trainable(rows.view()), ContainsSubstring("all 4 usable rows"));
    REQUIRE_THROWS_AS(require_trainable(dataset{}.view()), error);
}
