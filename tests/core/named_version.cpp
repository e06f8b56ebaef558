#include <retrain/core/named_version.hpp>

#include <support/catch.hpp>

#include <vector>

using namespace retrain;

TEST_CASE("a name stands for a version of the manifest, or for the open candidate", "[core]") {
    model_manifest manifest;
    manifest.champion.version = 5;
    manifest.previous = {{.version = 7}, {.version = 2}};
    time_point const now{};
    std::vector<kept_candidate> candidates(2);
    candidates[0] = {.number = 9, .state = candidate_state::rejected};
    candidates[1] = {.number = 8, .state = candidate_state::challenger, .live = {"c", 1, "d"}};

    auto const find = [&](version_name which) {
        return find_version(which, &manifest, candidates, now);
    };
    CHECK(find(model_alias::champion)->version.version == 5);
    CHECK(find(model_alias::previous)->version.version == 7);
    CHECK(find(0)->version.version == 7);
    CHECK(find(2)->version.version == 2);
    CHECK(find(5)->version.version == 5);
    CHECK_FALSE(find(3));
    CHECK(find(5)->candidate == 0);
    CHECK(find(model_alias::challenger)->candidate == 8);
    CHECK(find(model_alias::challenger)->version.live.file == "c");
    CHECK(find(model_alias::challenger)->version.version == 0);

    candidates[1].state = candidate_state::waiting;
    CHECK(find(model_alias::challenger)->candidate == 8);
    candidates[1].expires = now;
    CHECK_FALSE(find(model_alias::challenger));
    CHECK_FALSE(find_version(model_alias::champion, nullptr, candidates, now));
    CHECK_FALSE(find_version(5, nullptr, candidates, now));
    manifest.previous.clear();
    CHECK_FALSE(find(model_alias::previous));
}
