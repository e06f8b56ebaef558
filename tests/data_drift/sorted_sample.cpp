#include <retrain/drift/sorted_sample.hpp>

#include <support/catch.hpp>

#include <limits>

TEST_CASE("a sample has the finite values in order") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    std::vector<float> const values{3, nan, -1, infinity, 2, -infinity, 2};
    CHECK(retrain::sorted_sample(values) == std::vector<float>{-1, 2, 2, 3});
    CHECK(retrain::sorted_sample({}).empty());
}

TEST_CASE("a sample can be a column of rows") {
    std::vector<float> const rows{3, 10, 1, 20, 2, 15};
    CHECK(retrain::sorted_sample(rows, 0, 2) == std::vector<float>{1, 2, 3});
    CHECK(retrain::sorted_sample(rows, 1, 2) == std::vector<float>{10, 15, 20});
}
