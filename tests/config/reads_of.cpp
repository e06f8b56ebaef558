#include <retrain/config/reads_of.hpp>

#include <support/catch.hpp>

#include <array>
#include <string_view>
#include <vector>

using namespace retrain;

namespace {

struct reads_nothing {};
struct reads_one {
    static constexpr std::array<std::string_view, 1> reads{"timezone"};
};
struct reads_two {
    static constexpr std::array<std::string_view, 2> reads{"timezone", "seed"};
};
struct reads_by_literal {
    static constexpr char const* reads[]{"threads"};
};
struct has_another_reads {
    void reads();
};
template <class... Parts>
struct joined {};
template <class Part>
struct reads_itself_too {
    static constexpr std::array<std::string_view, 1> reads{"enabled"};
};
template <int Number>
struct of_a_number {};

using names = std::vector<std::string_view>;
static_assert(reads_of<int>().empty() && reads_of<reads_nothing>().empty());
static_assert(reads_of<of_a_number<7>>().empty() && reads_of<has_another_reads>().empty());
static_assert(reads_of<reads_one>() == names{"timezone"});
static_assert(reads_of<reads_by_literal>() == names{"threads"});
static_assert(reads_of<joined<>>().empty());
static_assert(reads_of<joined<reads_one, reads_nothing, reads_two>>() == names{"timezone", "seed"});
static_assert(reads_of<joined<joined<reads_one>, joined<reads_by_literal>>>() ==
              names{"timezone", "threads"});
static_assert(reads_of<reads_itself_too<reads_one>>() == names{"enabled", "timezone"});

}  // namespace

TEST_CASE("what a policy reads is known at run time too", "[config]") {
    CHECK(reads_of<joined<reads_two, reads_itself_too<reads_one>>>() ==
          names{"timezone", "seed", "enabled"});
}
