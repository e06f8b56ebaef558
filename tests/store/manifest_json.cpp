#include <retrain/store/manifest_json.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace retrain;
using namespace std::chrono;
using instant = retrain::time_point;

namespace {

model_manifest full_manifest() {
    model_version version{
        7,
        {"versions/risk/7.ubj", std::numeric_limits<std::uint64_t>::max(), std::string(64, 'a')},
        {"versions/risk/7.judge.ubj", 12, std::string(64, '0')},
        {}};
    version.metadata = {.features = {"rsi_10", "caf\xc3\xa9", "latin\xe9"},
                        .classes = {"buy", "avoid \"now\""},
                        .fingerprint = 0xfedcba9876543210,
                        .trained_because = "line\nbreak",
                        .verdict = "promote better_than_champion",
                        .library_version = "0.1.0",
                        .trained_at = instant{sys_days{2020y / March / 2}} + 1ns,
                        .rows_known_until = not_yet,
                        .judge_saw_until = instant{},
                        .rows = 5104,
                        .judge_rows = 4083,
                        .metrics = {{"log_loss", 0.1 + 0.2},
                                    {"nan", std::numeric_limits<double>::quiet_NaN()},
                                    {"worst", std::numeric_limits<double>::infinity()},
                                    {"best", -std::numeric_limits<double>::infinity()},
                                    {"tiny", std::numeric_limits<double>::denorm_min()}},
                        .missing_shares = {{"rsi_10", 0.125}, {"latin\xe9", 1.0}}};
    model_manifest manifest{"risk", "ubj", 9, version, {version, version}, "it sold everything"};
    manifest.previous[0].version = 6;
    manifest.previous[1].version = 4;
    manifest.previous[1].metadata.metrics.clear();
    return manifest;
}

std::string message_of(std::string const& text) {
    try {
        (void)manifest_from_json(text, "models/risk.json");
    } catch (error const& damage) {
        CHECK(damage.why() == failure_reason::corrupt_model);
        return damage.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a manifest is what it was after its way through JSON", "[store]") {
    auto const before = full_manifest();
    auto const text = manifest_to_json(before);
    auto const after = manifest_from_json(text, "risk.json");
    CHECK(after.name == "risk");
    CHECK(after.extension == "ubj");
    CHECK(after.generation == 9);
    CHECK(after.rolled_back_because == "it sold everything");
    REQUIRE(after.previous.size() == 2);
    CHECK(after.previous[0].version == 6);
    CHECK(after.previous[1].version == 4);
    CHECK(after.previous[1].metadata.metrics.empty());
    CHECK(after.champion.version == 7);
    CHECK(after.champion.live == before.champion.live);
    CHECK(after.champion.judge == before.champion.judge);
    auto const& data = after.champion.metadata;
    CHECK(data.features == before.champion.metadata.features);
    CHECK(data.classes == before.champion.metadata.classes);
    CHECK(data.fingerprint == 0xfedcba9876543210);
    CHECK(data.trained_because == "line\nbreak");
    CHECK(data.verdict == "promote better_than_champion");
    CHECK(data.library_version == "0.1.0");
    CHECK(data.trained_at == instant{sys_days{2020y / March / 2}} + 1ns);
    CHECK(data.rows_known_until == not_yet);
    CHECK(data.judge_saw_until == instant{});
    CHECK(data.rows == 5104);
    CHECK(data.judge_rows == 4083);
    REQUIRE(data.metrics.size() == 5);
    CHECK(data.metrics.at("log_loss") == 0.1 + 0.2);
    CHECK(std::isnan(data.metrics.at("nan")));
    CHECK(data.metrics.at("worst") == std::numeric_limits<double>::infinity());
    CHECK(data.metrics.at("best") == -std::numeric_limits<double>::infinity());
    CHECK(data.metrics.at("tiny") == std::numeric_limits<double>::denorm_min());
    REQUIRE(data.missing_shares.size() == 2);
    CHECK(data.missing_shares.at("rsi_10") == 0.125);
    CHECK(data.missing_shares.at("latin\xe9") == 1.0);
    CHECK(manifest_to_json(after) == text);
}

TEST_CASE("a manifest of a version that knew no shares of missing values is read", "[store]") {
    auto content = nlohmann::json::parse(manifest_to_json(full_manifest()))["content"];
    content["champion"]["metadata"].erase("missing_shares");
    auto const after = manifest_from_json(detail::write_document(content, 1), "risk.json");
    CHECK(after.champion.metadata.missing_shares.empty());
    CHECK(after.champion.metadata.rows == 5104);
    CHECK(after.previous[0].metadata.missing_shares.size() == 2);
}

TEST_CASE("a manifest can be read by people and other programs", "[store]") {
    auto const document = nlohmann::json::parse(manifest_to_json(full_manifest()));
    CHECK(document["format"] == 1);
    CHECK(document["content"]["champion"]["metadata"]["trained_at"] ==
          "2020-03-02T00:00:00.000000001Z");
    CHECK(document["content"]["champion"]["metadata"]["rows_known_until"].is_null());
    CHECK(document["content"]["champion"]["metadata"]["metrics"]["nan"] == "nan");
    CHECK(document["content"]["champion"]["live"]["file"] == "versions/risk/7.ubj");
}

TEST_CASE("no changed byte of a manifest goes unnoticed", "[store]") {
    auto const text = manifest_to_json(full_manifest());
    for (std::size_t place = 0; place < text.size(); ++place)
        for (char const change : {'\x01', '\x20', '\x80'}) {
            auto damaged = text;
            damaged[place] = static_cast<char>(damaged[place] ^ change);
            try {
                // A changed blank outside of strings is still the same document.
                if (manifest_to_json(manifest_from_json(damaged, "x")) != text) FAIL(damaged);
            } catch (error const& damage) {
                if (damage.why() != failure_reason::corrupt_model) FAIL(damage.what());
            }
        }
    for (std::size_t length = 0; length + 2 < text.size(); ++length)
        if (message_of(text.substr(0, length)).empty()) FAIL(length);
}

TEST_CASE("a damaged manifest is described", "[store]") {
    CHECK_THAT(message_of(""), ContainsSubstring("manifest 'models/risk.json' is damaged: it is "
                                                 "not JSON"));
    CHECK_THAT(message_of("[]"), ContainsSubstring("lacks its format, content or sha256"));
    CHECK_THAT(message_of(R"({"format": 1, "content": {}, "sha256": ""})"),
               ContainsSubstring("does not have the SHA-256 that it names"));
    CHECK_THAT(message_of(std::string(1'000'000, '[')), ContainsSubstring("nested more than 32"));

    auto const content = nlohmann::json::parse(manifest_to_json(full_manifest()))["content"];
    auto const altered = [&](char const* pointer, nlohmann::json value) {
        auto other = content;
        other[nlohmann::json::json_pointer{pointer}] = std::move(value);
        return message_of(detail::write_document(other, 1));
    };
    CHECK_THAT(altered("/name", 3), ContainsSubstring("'name' that is not a text"));
    CHECK_THAT(altered("/name", {1, 256}), ContainsSubstring("'name[1]' that is not a byte"));
    CHECK_THAT(altered("/generation", -1), ContainsSubstring("'generation' that is not a whole"));
    CHECK_THAT(altered("/champion/live/length", 1.5),
               ContainsSubstring("'champion.live.length' that is not a whole number"));
    CHECK_THAT(altered("/champion/live/sha256", "abc"),
               ContainsSubstring("'champion.live.sha256' that is not 64 hexadecimal digits"));
    CHECK_THAT(altered("/champion/live/sha256", std::string(64, 'G')),
               ContainsSubstring("'champion.live.sha256' that is not 64 hexadecimal digits"));
    CHECK_THAT(altered("/previous/1/metadata/trained_at", "yesterday"),
               ContainsSubstring("'previous[1].metadata.trained_at' that is not an instant"));
    CHECK_THAT(altered("/champion/metadata/metrics/nan", "bad"),
               ContainsSubstring("'champion.metadata.metrics.nan' that is not a number"));
    CHECK_THAT(altered("/champion/metadata/metrics", nlohmann::json::array()),
               ContainsSubstring("metrics' that is not an object"));
    CHECK_THAT(altered("/previous", "none"), ContainsSubstring("'previous' that is not a list"));
    CHECK_THAT(altered("/champion", nullptr),
               ContainsSubstring("has no member 'champion.version'"));
}

TEST_CASE("a manifest of a later format is not taken for a damaged one", "[store]") {
    auto const content = nlohmann::json::parse(manifest_to_json(full_manifest()))["content"];
    try {
        (void)manifest_from_json(detail::write_document(content, 2), "risk.json");
        FAIL("format 2 was read");
    } catch (error const& later) {
        CHECK(later.why() == failure_reason::store_failed);
        CHECK_THAT(later.what(), ContainsSubstring("format 2, this program reads up to 1"));
    }
}

TEST_CASE("a name that can't be written is an error of the library's", "[store]") {
    auto manifest = full_manifest();
    manifest.champion.metadata.metrics["latin\xe9"] = 1;
    CHECK_THROWS_AS(manifest_to_json(manifest), error);
}
