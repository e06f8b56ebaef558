#include <retrain/backup/keep_last.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <type_traits>

using namespace retrain;

namespace {
template <std::size_t Count>
concept CanKeep = requires { typename keep_last<Count>; };
static_assert(CanKeep<1> && !CanKeep<0>, "no copy at all is `no_backup`");
static_assert(keep_last<10>::count == 10);
static_assert(std::is_empty_v<keep_last<3>>);
}  // namespace

TEST_CASE("keep_last names a number", "[backup]") { CHECK(keep_last<3>::count == 3); }
