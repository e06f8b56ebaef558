#include <retrain/service/named.hpp>

#include <support/catch.hpp>

using namespace retrain;

namespace {
struct nightly {};
struct verdicts {
    static constexpr std::string_view name = "verdict service";
};
}  // namespace

static_assert(named<nightly>::name() == "nightly");
static_assert(named<verdicts>::name() == "verdict service");
static_assert(named<unnamed_service>::name() == "retraining");
static_assert(name_role::accepts<named<nightly>> && !name_role::accepts<nightly>);

TEST_CASE("a tag without a name is called by its type", "[named]") {
    REQUIRE(named<nightly>::name() == "nightly");
}
