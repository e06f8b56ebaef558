#include <retrain/validation/class_counts.hpp>

#include <support/catch.hpp>

#include <array>
#include <vector>

namespace {

TEST_CASE("rows are counted by what they are and by what was said of them") {
    constexpr std::array said{0.8F, 0.2F, 0.0F, 0.3F, 0.7F, 0.0F, 0.6F, 0.4F, 0.0F};
    auto const counts = retrain::count_classes(said, std::array{0U, 1U, 1U}, 3);
    REQUIRE(counts.size() == 3);
    CHECK((counts[0].actual == 1 && counts[0].predicted == 2 && counts[0].hits == 1));
    CHECK((counts[1].actual == 2 && counts[1].predicted == 1 && counts[1].hits == 1));
    CHECK((counts[2].actual == 0 && counts[2].predicted == 0 && counts[2].hits == 0));
}

}  // namespace
