#include <retrain/data_gate/no_data_checks.hpp>

#include <laws/data_gate.hpp>
#include <support/catch.hpp>
#include <support/toy.hpp>

#include <type_traits>

using namespace retrain;

static_assert(DataGate<no_data_checks>);
static_assert(std::is_empty_v<no_data_checks>);

TEST_CASE("no_data_checks finds nothing", "[data_gate]") {
    auto rows = testing::toy_rows(3);
    rows.features.assign(3, 7);
    CHECK(laws::lawful_data_gate(no_data_checks{}, rows.view(), {}));
    auto const found = no_data_checks::check(rows.view(), {});
    CHECK((found.faults.empty() && found.useless.empty() && found.warnings.empty()));
}
