#include <retrain/core/fixed_string.hpp>

#include <concepts>
#include <string_view>

using namespace retrain;

namespace {
template <fixed_string Name>
struct holder {
    static constexpr std::string_view name = Name;
};
}  // namespace

static_assert(holder<"verdict">::name == "verdict" && holder<"">::name.empty());
static_assert(std::same_as<holder<"a">, holder<"a">> && !std::same_as<holder<"a">, holder<"b">>);
static_assert(fixed_string{"a\0b"}.view() == std::string_view{"a\0b", 3});
