// Who was live when, by a store.
#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

using namespace retrain;
using namespace std::chrono_literals;
using instant = retrain::time_point;
using laws::winner;
using testing::scratch_directory;

namespace {

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2020} / 3 / 2} + 12h;

model_manifest publish(file_store& store, std::uint64_t expected, instant at,
                       std::string const& because = "a test") {
    winner const offered{"live " + std::to_string(expected + 1), "", expected};
    auto publication = offered.named("risk");
    publication.at = at;
    publication.metadata.trained_because = because;
    return store.publish(publication);
}

/// Generation and version that were live; zeros where there was none.
std::pair<std::uint64_t, std::uint64_t> live(file_store const& store, instant at) {
    auto const found = store.live_at("risk", at);
    return found ? std::pair{found->generation, found->version} : std::pair{0UL, 0UL};
}

}  // namespace

TEST_CASE("a store knows who was live, over publishes, rollbacks and pins", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    CHECK_FALSE(store.live_at("risk", noon));
    publish(store, 0, noon, "batch (64)");
    publish(store, 1, noon + 1h);
    store.rollback("risk", "two is bad", 1, noon + 2h);
    store.unpin("risk");
    store.pin("risk", "holidays");
    store.unpin("risk");
    publish(store, 6, noon + 3h);

    using pair = std::pair<std::uint64_t, std::uint64_t>;
    CHECK(live(store, noon - 1ns) == pair{0, 0});
    CHECK(live(store, noon) == pair{1, 1});
    CHECK(live(store, noon + 1h - 1ns) == pair{1, 1});
    CHECK(live(store, noon + 1h) == pair{2, 2});
    CHECK(live(store, noon + 2h) == pair{3, 1});
    CHECK(live(store, noon + 3h - 1ns) == pair{3, 1});  // a pin makes nothing live
    CHECK(live(store, instant::max()) == pair{7, 7});
    CHECK(store.live_at("risk", noon)->because == "batch (64)");
    CHECK(store.live_at("risk", noon + 2h)->because == "two is bad");
    CHECK(store.live_at("risk", noon + 2h)->at == noon + 2h);

    // Another process, and what the copy says where the manifest is damaged.
    testing::write_file(scratch / "risk.json", "{");
    CHECK(live(file_store{scratch.path()}, noon + 2h) == pair{3, 1});
    auto const* const version = store.find("risk")->find(1);
    REQUIRE(version != nullptr);
}

TEST_CASE("a clock that was ahead does not hide what followed", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    publish(store, 0, noon + 24h * 365);  // a year ahead
    publish(store, 1, noon);              // and back
    using pair = std::pair<std::uint64_t, std::uint64_t>;
    CHECK(live(store, noon) == pair{2, 2});
    CHECK(live(store, instant::max()) == pair{2, 2});
    CHECK(live(store, noon - 1ns) == pair{0, 0});
}

TEST_CASE("a store without a clock goes by the system's", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    auto const before = std::chrono::system_clock::now();
    store.publish(winner{"one", "", 0}.named("risk"));
    store.publish(winner{"two", "", 1}.named("risk"));
    store.rollback("risk", "why");
    auto const after = std::chrono::system_clock::now();
    auto const lives = store.find("risk")->lives;
    REQUIRE(lives.size() == 3);
    CHECK(before <= lives[2].at);
    CHECK(lives[2].at <= lives[1].at);
    CHECK(lives[1].at <= lives[0].at);
    CHECK(lives[0].at <= after);
}

TEST_CASE("of who was live the latest changes are kept, with short reasons", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path(), 2};
    std::string const umlauts = [] {
        std::string text = "x";
        for (int n = 0; n < 500; ++n) text += "\xc3\xa4";
        return text;
    }();
    for (std::uint64_t n = 0; n < 103; ++n)
        publish(store, n, noon + std::chrono::hours{n}, umlauts);
    auto const lives = store.find("risk")->lives;
    REQUIRE(lives.size() == 100);
    CHECK(lives.back().generation == 4);
    CHECK_FALSE(store.live_at("risk", noon + 2h));
    CHECK(lives.front().because == umlauts.substr(0, 199));  // no half a character
    auto const text = testing::read_file(scratch / "risk.json");
    CHECK(nlohmann::json::parse(text)["content"]["lives"][0]["because"].is_string());
}

TEST_CASE("a manifest of a version that knew not who was live is read, and goes on", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    auto const first = publish(store, 0, noon);
    auto content = nlohmann::json::parse(manifest_to_json(first))["content"];
    content.erase("lives");
    auto const older = detail::write_document(content, 1);
    testing::write_file(scratch / "risk.json", older);
    CHECK(store.find("risk")->champion.version == 1);
    CHECK_FALSE(store.live_at("risk", noon));
    publish(store, 1, noon + 1h);
    CHECK_FALSE(store.live_at("risk", noon));
    CHECK(store.live_at("risk", noon + 1h)->version == 2);
}

TEST_CASE("a version is found by number and by alias", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    CHECK_FALSE(store.find_version("risk", model_alias::champion));
    CHECK_FALSE(store.find_version("risk", model_alias::previous));
    kept_candidate waits;
    waits.state = candidate_state::waiting;
    waits.expires = noon;
    auto const bytes = laws::bytes_of("candidate");
    store.keep({"risk", "txt", {}, bytes, waits});
    auto const challenger = store.find_version("risk", model_alias::challenger, noon - 1ns);
    REQUIRE(challenger);  // before anything was ever published
    CHECK(challenger->candidate == 1);
    CHECK(challenger->version.version == 0);
    CHECK(store.read(challenger->version.judge) == bytes);
    CHECK_FALSE(store.find_version("risk", model_alias::challenger, noon));

    publish(store, 0, noon);
    CHECK_FALSE(store.find_version("risk", model_alias::previous));
    publish(store, 1, noon);
    store.rollback("risk", "why");
    CHECK(store.find_version("risk", model_alias::champion)->version.version == 1);
    CHECK(store.find_version("risk", model_alias::previous)->version.version == 2);
    CHECK(store.find_version("risk", 2)->version.live.file == "versions/risk/2.txt");
    CHECK(store.find_version("risk", 2)->candidate == 0);
    CHECK_FALSE(store.find_version("risk", 3));
}
