#include <retrain/drift/cells.hpp>

#include <support/catch.hpp>

#include <numeric>

using namespace retrain;

TEST_CASE("one cell a value, and one for all that is new") {
    cells const by_value = value_cells(std::vector<float>{1, 1, 2, 5});
    CHECK(by_value.points == std::vector<float>{1, 2, 5});
    CHECK(by_value.count(std::vector<float>{5, 1, 3, 5, -7, 9}) == std::vector<double>{1, 0, 2, 3});
    CHECK(value_cells({}).count(std::vector<float>{1}) == std::vector<double>{1});
}

TEST_CASE("deciles hold a tenth each, the edge below") {
    std::vector<float> sample(100);
    std::iota(sample.begin(), sample.end(), 1.0F);
    cells const deciles = decile_cells(sample);
    CHECK(deciles.points == std::vector<float>{10, 20, 30, 40, 50, 60, 70, 80, 90});
    CHECK(deciles.count(sample) == std::vector<double>(10, 10.0));
    CHECK(deciles.count(std::vector<float>{10, 10.5F, -100, 1000}) ==
          std::vector<double>{2, 1, 0, 0, 0, 0, 0, 0, 0, 1});
}

TEST_CASE("ties make fewer cells, and none is empty") {
    std::vector<float> sample(50, 0.0F);
    for (float const value : {1.0F, 2.0F, 3.0F, 4.0F}) sample.insert(sample.end(), 12, value);
    for (double const count : decile_cells(sample).count(sample)) CHECK(count > 0);
    CHECK(decile_cells(std::vector<float>(20, 1.0F)).points.empty());
    CHECK(decile_cells({}).count({}) == std::vector<double>{0});
}
