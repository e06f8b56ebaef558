#include <retrain/drift/data_drift_options.hpp>

#include <support/catch.hpp>

using namespace retrain;

TEST_CASE("a comparison is as strict as the statistics say unless it is told") {
    data_drift_options const options;
    CHECK(options.threshold == drift_threshold::between_windows);
    CHECK(options.level == 0.05);
    CHECK(options.effect == 0.1);
    CHECK(options.columns == 0.5);
    CHECK(!options.test);
}
