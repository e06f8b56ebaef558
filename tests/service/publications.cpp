#include <retrain/service/publications.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {
model_version trained(std::uint64_t number, time_point at) {
    model_version version{.version = number};
    version.metadata.trained_at = at;
    return version;
}
}  // namespace

TEST_CASE("a manifest tells what went live, the earliest first", "[service]") {
    model_manifest manifest{.name = "toy", .generation = 3, .champion = trained(3, day(3))};
    manifest.previous = {trained(2, day(2)), trained(1, day(1))};
    auto const found = publications_of(manifest, "verdict", day(9));
    REQUIRE(found.size() == 3);
    for (std::size_t at = 0; at < 3; ++at) {
        auto const& run = found[at];
        CHECK(run.service == "verdict");
        CHECK(run.number == 0);
        CHECK(run.finished == day(static_cast<int>(at) + 1));
        REQUIRE(run.models.size() == 1);
        CHECK(run.models[0].name == "toy");
        CHECK(run.models[0].published);
        CHECK(run.models[0].generation == at + 1);
        CHECK(run.models[0].by_hand->kind == intervention_kind::recovery);
        CHECK(run.reason.find("generation " + std::to_string(at + 1)) != std::string::npos);
    }
}

TEST_CASE("what a person made live is found so now, and nothing lies in the future", "[service]") {
    model_manifest manifest{.name = "toy", .generation = 5, .champion = trained(2, day(2))};
    manifest.previous = {trained(4, day(20))};
    manifest.previous[0].metadata.verdict = "reject: not_better; force: we need it";
    auto found = publications_of(manifest, "verdict", day(9));
    REQUIRE(found.size() == 3);
    CHECK(found[0].finished == day(2));
    CHECK(found[1].models[0].generation == 4);
    CHECK(found[1].finished == day(9));
    CHECK(found[2].models[0].generation == 5);  // a rollback to 2
    CHECK(found[2].finished == day(9));

    manifest.previous[0].metadata.verdict.clear();
    CHECK(publications_of(manifest, "verdict", day(9))[1].finished == day(9));
    manifest.previous[0].metadata.trained_at = not_yet;
    CHECK(publications_of(manifest, "verdict", day(9))[1].finished == day(9));
}
