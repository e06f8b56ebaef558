#include <retrain/core/model_version.hpp>

#include <support/catch.hpp>

#include <chrono>

using namespace retrain;

TEST_CASE("a seal is the file, its length and its digest", "[core]") {
    file_seal const seal{"versions/forest/1.ubj", 10, "ab"};
    CHECK(seal == file_seal{"versions/forest/1.ubj", 10, "ab"});
    CHECK_FALSE(seal == file_seal{"versions/forest/2.ubj", 10, "ab"});
    CHECK_FALSE(seal == file_seal{"versions/forest/1.ubj", 11, "ab"});
    CHECK_FALSE(seal == file_seal{"versions/forest/1.ubj", 10, "ac"});
}

TEST_CASE("nothing is known of a version that was never made", "[core]") {
    CHECK(model_version{}.version == 0);
    CHECK(model_metadata{}.trained_at == not_yet);
    CHECK(model_metadata{}.rows_known_until == not_yet);
    CHECK(model_manifest{}.previous.empty());
    CHECK(model_manifest{}.live_at(time_point::max()) == nullptr);
}

TEST_CASE("who was live is the latest change that was not later", "[core]") {
    using std::chrono::hours;
    model_manifest manifest;
    time_point const noon{};
    manifest.lives = {{3, 1, noon + hours{2}, "it drifts"}, {2, 2, noon, ""}};
    CHECK(manifest.live_at(noon - hours{1}) == nullptr);
    CHECK(manifest.live_at(noon)->version == 2);
    CHECK(manifest.live_at(noon + hours{1})->version == 2);
    CHECK(*manifest.live_at(noon + hours{2}) == live_since{3, 1, noon + hours{2}, "it drifts"});
    CHECK(manifest.live_at(time_point::max())->generation == 3);
}
