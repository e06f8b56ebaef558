#include <retrain/drift/data_drift.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(name(drift_answer::same) == "same" && name(drift_answer::drifted) == "drifted");
static_assert(name(drift_answer::insufficient) == "insufficient");

TEST_CASE("a column drifts by its values or by what is missing of them") {
    column_drift column;
    CHECK(!column.drifted());
    column.missing_changed = true;
    CHECK(column.drifted());
    CHECK(column_drift{"x", two_sample_test::ks, drift_answer::drifted}.drifted());
    CHECK(!column_drift{"x", two_sample_test::ks, drift_answer::same}.drifted());
}

TEST_CASE("what nobody compared is insufficient") {
    CHECK(data_drift{}.answer == drift_answer::insufficient);
}
