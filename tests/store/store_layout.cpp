#include <retrain/store/store_layout.hpp>

#include <support/catch.hpp>

#include <string>
#include <string_view>

using namespace retrain;
using detail::store_layout;

TEST_CASE("a layout names the files of a model", "[store]") {
    store_layout const layout{"models"};
    model_manifest manifest;
    manifest.name = "risk";
    manifest.extension = "ubj";
    CHECK(layout.manifest("risk") == "models/risk.json");
    CHECK(layout.link(manifest) == "models/risk.ubj");
    CHECK(layout.folder("risk") == "models/versions/risk");
    CHECK(layout.manifest_copy("risk") == "models/versions/risk/manifest.json");
    CHECK(store_layout::live_file("risk", 7, "ubj") == "versions/risk/7.ubj");
    CHECK(store_layout::judge_file("risk", 7, "ubj") == "versions/risk/7.judge.ubj");
    CHECK_THROWS_WITH(store_layout{""}, ContainsSubstring("is an empty path"));
}

TEST_CASE("only files of the store's own form are version files", "[store]") {
    for (std::string_view const file : {"7.ubj", "12.judge.ubj", ".7.ubj.tmp"}) {
        CAPTURE(file);
        CHECK(store_layout::is_version_file(file));
    }
    for (std::string_view const file : {"manifest.json", "notes", ".ubj", "x7.ubj", "7", "7.a/b"}) {
        CAPTURE(file);
        CHECK_FALSE(store_layout::is_version_file(file));
    }
}

TEST_CASE("a name that would leave the directory or hide a file of ours is refused", "[store]") {
    CHECK_NOTHROW(store_layout::check_name("risk-short_2"));
    for (std::string const name : {"", ".", "..", "a/b", "a.b", "ledger", " risk", "a\nb"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(store_layout::check_name(name), error);
    }
    CHECK_THROWS_AS(store_layout::check_name(std::string(101, 'a')), error);
    CHECK_NOTHROW(store_layout::check_extension("ubj"));
    for (std::string_view const extension : {"", "json", "tmp", "a/b", "u.bj"}) {
        CAPTURE(extension);
        CHECK_THROWS_AS(store_layout::check_extension(extension), error);
    }
}
