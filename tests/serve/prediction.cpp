#include <retrain/serve/prediction.hpp>

#include <support/catch.hpp>

using namespace retrain;

TEST_CASE("the first of the most probable classes is named", "[prediction]") {
    std::vector<std::string> const classes{"buy", "avoid", "watch"};
    REQUIRE(most_probable({0.2F, 0.5F, 0.3F}, classes).label == "avoid");
    REQUIRE(most_probable({0.4F, 0.2F, 0.4F}, classes).label == "buy");
}
