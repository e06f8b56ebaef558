#include <retrain/core/missing_shares.hpp>

#include <support/catch.hpp>

#include <limits>
#include <vector>

using namespace retrain;

namespace {
constexpr float gone = std::numeric_limits<float>::quiet_NaN();

constexpr bool counts_missing() {
    schema shape;
    shape.features.resize(2);
    std::vector<float> const features{1, gone, gone, gone, 3, gone, 4, gone};
    std::vector<std::uint32_t> const labels(4, 0);
    dataset_view rows;
    rows.shape = &shape;
    rows.features = features;
    rows.labels = labels;
    return missing_shares(rows) == std::vector<double>{0.25, 1.0};
}
static_assert(counts_missing());
}  // namespace

TEST_CASE("no row has no missing value, and an infinite one is not missing", "[core]") {
    dataset rows;
    rows.shape.features.resize(1);
    CHECK(missing_shares(rows.view()) == std::vector<double>{0.0});
    rows.features = {std::numeric_limits<float>::infinity(), gone};
    rows.labels = {0, 0};
    CHECK(missing_shares(rows.view()) == std::vector<double>{0.5});
    CHECK(missing_shares({}).empty());
}
