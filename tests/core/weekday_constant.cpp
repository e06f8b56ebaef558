#include <retrain/core/weekday_constant.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace retrain;

template <weekday_constant Day>
struct on_day {
    static constexpr std::chrono::weekday day = Day;
};
static_assert(on_day<std::chrono::Friday>::day == std::chrono::Friday);
static_assert(std::is_same_v<on_day<std::chrono::weekday{7}>, on_day<std::chrono::Sunday>>);
static_assert(!std::is_same_v<on_day<std::chrono::Monday>, on_day<std::chrono::Sunday>>);

}  // namespace

TEST_CASE("a weekday is a template argument") {
    CHECK(on_day<std::chrono::Friday>::day == std::chrono::Friday);
    CHECK_FALSE(std::chrono::weekday{weekday_constant{std::chrono::weekday{9}}}.ok());
}
