#include <retrain/drift/column_summary.hpp>

#include <support/catch.hpp>

#include <cmath>

using namespace retrain;

static_assert(column_summary::most_quantiles == 200);

TEST_CASE("a summary of nothing has learned nothing") {
    column_summary const column;
    CHECK(column.rows == 0);
    CHECK(std::isnan(column.learned.between_windows));
    CHECK(std::isnan(column.learned.window_to_rest));
}
