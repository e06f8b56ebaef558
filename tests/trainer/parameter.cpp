#include <retrain/trainer/parameter.hpp>

#include <support/catch.hpp>

#include <limits>
#include <string>

namespace {
using namespace retrain;
using share = parameter<"share", double, 0.01, 1>;
using count = parameter<"count", int, 1, 100>;

static_assert(share{0.25} == 0.25);
static_assert(count{7}.value() == 7);
static_assert(count::contains(1) && count::contains(100) && !count::contains(101));
static_assert(sizeof(share) == sizeof(double));

template <class P, class V>
std::string refusal_of(V value) {
    try {
        P const accepted = value;
        static_cast<void>(accepted);
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::bad_parameter);
        return problem.what();
    }
    return "accepted";
}
}  // namespace

TEST_CASE("a parameter takes the values of its range, ends included") {
    CHECK(refusal_of<count>(1) == "accepted");
    CHECK(refusal_of<count>(100) == "accepted");
    CHECK(refusal_of<share>(0.01) == "accepted");
    CHECK(refusal_of<share>(1.0) == "accepted");
}

TEST_CASE("a parameter out of its range is named with its value and its range") {
    CHECK(refusal_of<count>(-3) == "count is -3, but it must be within 1 to 100");
    CHECK(refusal_of<count>(101) == "count is 101, but it must be within 1 to 100");
    CHECK_THAT(refusal_of<share>(0.0), ContainsSubstring("share is 0.0"));
    CHECK_THAT(refusal_of<share>(std::numeric_limits<double>::quiet_NaN()),
               ContainsSubstring("share is ") && ContainsSubstring("nan"));
}
