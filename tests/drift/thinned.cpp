#include <retrain/drift/thinned.hpp>

#include <retrain/drift/ddm.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;

static_assert(DriftDetector<thinned<ddm<>, 20>>);
static_assert(thinned<ddm<>, 20>::name == "ddm");
static_assert(laws::detector(thinned<ddm<>, 3>{}, bit_stream(300, 200)));

TEST_CASE("one value of every so many is shown") {
    auto const values = bit_stream();
    std::vector<double> fifth;
    for (std::size_t i = 0; i < values.size(); i += 5) fifth.push_back(values[i]);
    auto const expected = laws::answers(ddm<>{}, fifth);
    auto const alarms = laws::answers(thinned<ddm<>, 5>{}, values);
    REQUIRE_FALSE(expected.empty());
    REQUIRE_FALSE(alarms.empty());
    CHECK(alarms.front() == 5 * expected.front());
    CHECK(laws::answers(thinned<ddm<>, 1>{}, values) == laws::answers(ddm<>{}, values));
}

TEST_CASE("a warning stands until the next value that is shown") {
    auto const values = bit_stream();
    auto const warnings = laws::answers(thinned<ddm<>, 5>{}, values, drift_level::warning);
    REQUIRE(warnings.size() >= 5);
    CHECK(warnings.size() % 5 == 0);
}

TEST_CASE("what is thinned obeys the laws, and keeps its parameters") {
    CHECK(laws::saved_detector(thinned<ddm<>, 4>{}, bit_stream()));
    thinned<ddm<>, 4> const chosen{ddm_parameters{.drift = 5}};
    CHECK(chosen.parameters().drift == 5);
    CHECK(chosen.detector().parameters().drift == 5);
}

}  // namespace
