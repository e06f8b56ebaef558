#include <retrain/core/duration_constant.hpp>

#include <chrono>
#include <concepts>
#include <type_traits>

using namespace retrain;
using namespace std::chrono_literals;

namespace {
template <duration_constant Span>
struct holder {
    static constexpr std::chrono::nanoseconds span = Span;
};
}  // namespace

static_assert(holder<24h>::span == 24h);
static_assert(std::same_as<holder<24h>, holder<86'400s>>);
static_assert(!std::same_as<holder<24h>, holder<24h + 1ns>>);
static_assert(std::same_as<holder<std::chrono::days{7}>, holder<168h>>);
static_assert(std::is_convertible_v<std::chrono::minutes, duration_constant>);
static_assert(!std::is_convertible_v<std::chrono::duration<double>, duration_constant>);  // lossy
