#include <retrain/drift/performance_drop.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;

static_assert(DriftDetector<performance_drop<>>);
static_assert(laws::detector(performance_drop<>{{.chunk = 10, .reference = 20}},
                             bit_stream(200, 100)));

/// `count` values of which the first of every `of` is 1.
void add_errors(std::vector<double>& values, std::size_t count, std::size_t of) {
    for (std::size_t i = 0; i < count; ++i) values.push_back(i % of == 0 ? 1 : 0);
}

TEST_CASE("a chunk that is worse by the amount is a drop") {
    std::vector<double> values;
    add_errors(values, 100, 10);  // reference: a share of .1
    add_errors(values, 300, 10);
    add_errors(values, 100, 5);  // .2: worse by .1
    performance_drop<> const detector{{.by = 0.1}};
    CHECK(laws::answers(detector, values) == indices{499});
    CHECK(laws::answers(performance_drop<>{{.by = 0.11}}, values).empty());
    // From half the amount it warns until the next chunk is full.
    add_errors(values, 50, 10);
    auto const warnings =
        laws::answers(performance_drop<>{{.by = 0.15}}, values, drift_level::warning);
    REQUIRE(warnings.size() == 51);
    CHECK(warnings.front() == 499);
    CHECK(laws::answers(performance_drop<>{{.by = 0.3}}, values, drift_level::warning).empty());
}

TEST_CASE("the reference can be given") {
    std::vector<double> values;
    add_errors(values, 100, 5);
    performance_drop<> detector{{.by = 0.1, .reference = 0, .level = 0.1}};
    CHECK(laws::answers(detector, values) == indices{99});
    CHECK(laws::answers(performance_drop<>{{.by = 0.1, .reference = 0, .level = 0.11}}, values)
              .empty());
    for (double const value : values) (void)detector.update(value);
    CHECK(detector.statistic() == Approx(0.1));
}

TEST_CASE("less can be worse") {
    std::vector<double> returns(200, 0.5);
    returns.insert(returns.end(), 100, 0.25);
    CHECK(laws::answers(performance_drop<>{}, returns).empty());
    CHECK(laws::answers(performance_drop<>{{.by = 0.25, .higher_is_worse = false}}, returns) ==
          indices{299});
}

TEST_CASE("a drop obeys the laws") {
    CHECK(laws::saved_detector(performance_drop<>{{.chunk = 30, .reference = 50}}, bit_stream()));
}

TEST_CASE("a chunk may be made shorter over a restart") {
    performance_drop<> before{{.reference = 0}};
    for (int i = 0; i < 80; ++i) REQUIRE(before.update(1) == drift_level::none);
    performance_drop<> after{{.chunk = 50, .reference = 0}};
    after.restore(before.save());
    CHECK(after.update(1) == drift_level::drift);  // the 81 that there are
}

TEST_CASE("parameters of a drop out of their range are refused") {
    for (auto const bad :
         {performance_drop_parameters{.by = 0}, performance_drop_parameters{.chunk = 0}})
        CHECK_THROWS_AS(performance_drop<>{bad}, error);
    CHECK(performance_drop_parameters{}.stricter(2).by == Approx(0.2));
}

}  // namespace
