#include <retrain/validation/labelled.hpp>

#include <support/catch.hpp>

#include <array>
#include <limits>

namespace {

using retrain::labelled;
using retrain::most_probable;

constexpr std::array said{0.2F, 0.8F, 0.5F, 0.5F};
constexpr std::array truth{1U, 0U};
static_assert(labelled(said, truth, 2));
static_assert(!labelled({}, {}, 2), "no rows");
static_assert(!labelled({}, truth, 0), "no classes");
static_assert(!labelled(said, truth, 1), "too many predictions");
static_assert(!labelled(said, truth, 3), "too few");
static_assert(!labelled(said, std::array{1U, 2U}, 2), "a label that is no class");
static_assert(!labelled(std::array{0.2F, 0.8F, 0.5F, std::numeric_limits<float>::infinity()}, truth,
                        2));
static_assert(most_probable(std::array{0.1F, 0.7F, 0.2F}) == 1);
static_assert(most_probable(std::array{0.4F, 0.2F, 0.4F}) == 0);

TEST_CASE("the mean over the rows is NaN where rows are not labelled") {
    auto const label = [](auto, std::uint32_t of_row) { return static_cast<double>(of_row); };
    CHECK(retrain::mean_over_rows(said, truth, 2, label) == 0.5);
    double const none = retrain::mean_over_rows(said, truth, 3, label);
    CHECK(none != none);
}

}  // namespace
