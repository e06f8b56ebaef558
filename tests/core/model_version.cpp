#include <retrain/core/model_version.hpp>

#include <support/catch.hpp>

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
}
