// What a store keeps, after any sequence of publishes, rollbacks, pins and unpinnings.
#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace retrain;
using laws::winner;
using testing::scratch_directory;
namespace fs = std::filesystem;

namespace {

/// What a store is expected to know: which version is live and which were before it.
struct model_of_store {
    std::uint64_t generation = 0;
    std::uint64_t champion = 0;
    std::vector<std::uint64_t> order{};  ///< every version that was live, the latest first
    bool pinned = false;
    std::map<std::uint64_t, std::pair<std::string, std::string>> texts{};  ///< live and judge

    void make_live(std::uint64_t version) {
        std::erase(order, version);
        if (champion != 0 && champion != version) order.insert(order.begin(), champion);
        champion = version;
    }
    [[nodiscard]] std::uint64_t bytes(std::uint64_t version) const {
        auto const& [live, judge] = texts.at(version);
        return live.size() + judge.size();
    }
};

void check(file_store const& store, model_of_store& expected, std::size_t keep,
           std::uint64_t most_bytes) {
    auto const found = store.find("risk");
    REQUIRE(found);
    CHECK(found->generation == expected.generation);
    CHECK(found->champion.version == expected.champion);
    CHECK(found->pinned_because.empty() != expected.pinned);

    // As many of those before it, in their order, as the number and the size allow, but one always.
    std::uint64_t bytes = expected.bytes(expected.champion);
    std::vector<std::uint64_t> kept;
    for (auto const version : expected.order) {
        bytes += expected.bytes(version);
        if (!kept.empty() && (bytes > most_bytes || kept.size() == keep)) break;
        kept.push_back(version);
    }
    expected.order = kept;
    REQUIRE(found->previous.size() == kept.size());

    std::set<std::string> named{"manifest.json"};
    std::uint64_t disk = 0;
    auto const whole = [&](model_version const& version) {
        auto const& [live, judge] = expected.texts.at(version.version);
        CHECK(store.read(version.live) == laws::bytes_of(live));
        if (!judge.empty()) CHECK(store.read(version.judge) == laws::bytes_of(judge));
        for (auto const& seal : {version.live, version.judge})
            named.insert(fs::path{seal.file}.filename().string());
        disk += expected.bytes(version.version);
    };
    whole(found->champion);
    for (std::size_t place = 0; place < kept.size(); ++place) {
        CHECK(found->previous[place].version == kept[place]);
        whole(found->previous[place]);
    }
    CHECK((disk <= most_bytes || kept.size() <= 1));

    std::set<std::string> files;
    for (auto const& entry : fs::directory_iterator{store.directory() / "versions/risk"})
        files.insert(entry.path().filename().string());
    CHECK(files == named);
    CHECK(testing::read_file(store.directory() / "risk.txt") ==
          expected.texts.at(expected.champion).first);
}

}  // namespace

TEST_CASE("live, previous and pinned versions stay whole, and the rest within its bounds",
          "[store]") {
    auto const seed = GENERATE(1U, 2U, 3U);
    std::mt19937 random{seed};
    std::size_t const keep = 1 + random() % 5;
    std::uint64_t const most_bytes = 1'000 + random() % 5'000;
    CAPTURE(seed, keep, most_bytes);
    scratch_directory const scratch;
    file_store store{scratch.path(), keep, most_bytes};
    model_of_store expected;
    for (int step = 0; step < 80; ++step) {
        CAPTURE(step);
        auto const text = [&](std::size_t most) {
            return std::string(random() % most, static_cast<char>('a' + random() % 26));
        };
        auto const generation = expected.generation + 1;
        auto const what = expected.champion == 0 ? 0U : random() % 8;
        if (what < 4) {
            std::string const live = "." + text(random() % 10 == 0 ? 9'000 : 1'500);
            std::string const judge = random() % 2 == 0 ? "" : "." + text(800);
            winner const offered{live, judge, expected.generation};
            if (expected.pinned) {
                CHECK_THROWS_AS(store.publish(offered.named("risk")), error);
            } else {
                CHECK(store.publish(offered.named("risk")).generation == generation);
                expected.generation = generation;
                expected.texts[generation] = {live, judge};
                expected.make_live(generation);
            }
        } else if (what < 6) {
            if (expected.order.empty()) continue;
            auto const place = random() % expected.order.size();
            auto const version = expected.order[place];
            // 0 is the one before.
            store.rollback("risk", "why", place == 0 && random() % 2 == 0 ? 0 : version);
            expected.generation = generation;
            expected.make_live(version);
            expected.pinned = true;
        } else if (what == 6) {
            store.pin("risk", "why");
            expected.generation = generation;
            expected.pinned = true;
        } else {
            store.unpin("risk");
            expected.generation = generation;
            expected.pinned = false;
        }
        check(store, expected, keep, most_bytes);
        CHECK(store.recover().empty());
    }
}

TEST_CASE("after a rollback, an unpinning and a publish the version gone back to is the previous",
          "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path(), 1};
    store.publish(winner{"one", "", 0}.named("risk"));
    store.publish(winner{"two", "", 1}.named("risk"));
    store.rollback("risk", "two is bad");
    store.unpin("risk");
    auto const next = store.publish(winner{"five", "", 4}.named("risk"));
    REQUIRE(next.previous.size() == 1);
    CHECK(next.previous[0].version == 1);
    CHECK(store.read(next.previous[0].live) == laws::bytes_of("one"));
}

TEST_CASE("what is known of the versions stays within what can be read again", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    auto const publish = [&](std::uint64_t expected, std::size_t known) {
        winner const offered{"live", "", expected};
        auto publication = offered.named("risk");
        publication.metadata.reference.assign(known, 'x');
        return store.publish(publication);
    };
    publish(0, 10);
    publish(1, 10);
    auto const live = publish(2, 17'000'000);  // more than 16 MiB by itself
    REQUIRE(live.previous.size() == 1);
    CHECK(store.read(live.previous[0].live) == laws::bytes_of("live"));
    detail::require_readable("risk", detail::longest_manifest);
    CHECK_THROWS_AS(detail::require_readable("risk", detail::longest_manifest + 1), error);
}

TEST_CASE("every version that was live is kept for long", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    for (std::uint64_t n = 0; n < 60; ++n)
        store.publish(winner{"live " + std::to_string(n + 1), "", n}.named("risk"));
    CHECK(store.find("risk")->previous.size() == 59);
    CHECK(store.rollback("risk", "why", 1).champion.version == 1);
}
