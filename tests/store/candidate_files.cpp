#include <retrain/store/candidate_files.hpp>
#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using laws::bytes_of;
using laws::winner;
using testing::read_file;
using testing::scratch_directory;
using testing::write_file;
namespace fs = std::filesystem;

static_assert(CandidateStore<file_store>);

namespace {

struct fixture {
    scratch_directory scratch;
    file_store store{scratch / "models"};
    fs::path folder = scratch / "models/candidates/risk";

    kept_candidate keep(std::string_view live, std::string_view judge, candidate_state state) {
        kept_candidate describes;
        describes.state = state;
        describes.metadata.rows = 7;
        describes.metadata.verdict = "reject: not_better";
        describes.kept_at = time_point{std::chrono::hours{5}};
        describes.expires = time_point{std::chrono::hours{9}};
        return store.keep({"risk", "txt", bytes_of(live), bytes_of(judge), describes});
    }
    std::vector<candidate_state> states() {
        std::vector<candidate_state> all;
        for (auto const& candidate : store.candidates("risk")) all.push_back(candidate.state);
        return all;
    }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
    }
};

}  // namespace

TEST_CASE("a kept candidate is found again, with all that is known of it", "[store]") {
    fixture world;
    REQUIRE(world.store.candidates("risk").empty());
    auto const kept = world.keep("live", "judge", candidate_state::waiting);
    CHECK(kept.number == 1);

    file_store restarted{world.scratch / "models"};
    auto const found = restarted.candidates("risk");
    REQUIRE(found.size() == 1);
    CHECK(found[0].state == candidate_state::waiting);
    CHECK(found[0].extension == "txt");
    CHECK(found[0].metadata.rows == 7);
    CHECK(found[0].metadata.verdict == "reject: not_better");
    CHECK(found[0].kept_at == time_point{std::chrono::hours{5}});
    CHECK(found[0].expires == time_point{std::chrono::hours{9}});
    CHECK(restarted.read(found[0].live) == bytes_of("live"));
    CHECK(restarted.read(found[0].judge) == bytes_of("judge"));
}

TEST_CASE("a candidate without a live model is its judge", "[store]") {
    fixture world;
    auto const kept = world.keep("", "judge", candidate_state::rejected);
    CHECK(kept.live == kept.judge);
}

TEST_CASE("what is kept changes nothing of what is live", "[store]") {
    fixture world;
    auto const before = world.store.publish(winner{"live", "judge", 0}.named("risk"));
    auto const manifest = read_file(world.scratch / "models/risk.json");
    world.keep("other", "other", candidate_state::waiting);
    world.store.settle("risk", 1, candidate_state::declined, "no");
    CHECK(read_file(world.scratch / "models/risk.json") == manifest);
    CHECK(world.store.find("risk")->generation == before.generation);
    CHECK(world.store.recover().empty());
}

TEST_CASE("a newer winner supersedes the one that waits, a rejected one does not", "[store]") {
    fixture world;
    using enum candidate_state;
    world.keep("1", "1", waiting);
    world.keep("2", "2", rejected);
    CHECK(world.states() == std::vector{rejected, waiting});
    world.keep("3", "3", challenger);
    CHECK(world.states() == std::vector{challenger, rejected, superseded});
}

TEST_CASE("the open one and the latest three of the others are kept, with their files", "[store]") {
    fixture world;
    using enum candidate_state;
    world.keep("live", "judge", waiting);
    for (int n = 0; n < 5; ++n) world.keep("", "rejected", rejected);
    CHECK(world.states() == std::vector{rejected, rejected, rejected, waiting});
    CHECK(world.store.candidates("risk").front().number == 6);
    CHECK(world.files() == 1 + 3 + 2);  // the list, three judges, and the pair that waits
}

TEST_CASE("a settled candidate has another state, or is gone with its files", "[store]") {
    fixture world;
    using enum candidate_state;
    world.keep("1", "1", waiting);
    world.store.settle("risk", 1, declined, "it sells everything");
    CHECK(world.store.candidates("risk").front().because == "it sells everything");
    CHECK(world.states() == std::vector{declined});
    world.store.settle("risk", 9, declined, "there is none");
    CHECK(world.states() == std::vector{declined});
    world.store.settle("risk", 1, std::nullopt, "");
    CHECK(world.states().empty());
    CHECK(world.files() == 1);
    CHECK(world.keep("2", "2", waiting).number == 2);  // a number is not given twice
}

TEST_CASE("a damaged list is an error, and does not keep new candidates out", "[store]") {
    fixture world;
    world.keep("1", "1", candidate_state::waiting);
    auto const path = world.folder / "candidates.json";
    auto const text = read_file(path);
    for (std::size_t place = 0; place < text.size(); place += 7) {
        auto damaged = text;
        damaged[place] = static_cast<char>(damaged[place] ^ 4);
        write_file(path, damaged);
        CHECK_THROWS_WITH(world.store.candidates("risk"),
                          ContainsSubstring("candidates.json' is damaged"));
    }
    world.keep("2", "2", candidate_state::waiting);
    CHECK(world.states() == std::vector{candidate_state::waiting});
    CHECK(fs::exists(world.folder / "candidates.json.damaged-1"));
}

TEST_CASE("a candidate's file that was changed is not read", "[store]") {
    fixture world;
    auto const kept = world.keep("live", "judge", candidate_state::waiting);
    write_file(world.scratch / "models" / kept.live.file, "evil");
    CHECK_THROWS_AS(world.store.read(kept.live), error);
}

TEST_CASE("a candidate's name can't leave the directory", "[store]") {
    fixture world;
    CHECK_THROWS_AS(world.store.keep({"../risk", "txt", {}, {}, {}}), error);
    CHECK_THROWS_AS(world.store.candidates("a/b"), error);
    CHECK_THROWS_AS(world.store.settle("..", 1, std::nullopt, ""), error);
    CHECK_THROWS_AS(world.store.keep({"risk", "json", {}, {}, {}}), error);
}
