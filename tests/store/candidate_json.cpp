#include <retrain/store/candidate_json.hpp>

#include <support/catch.hpp>

#include <string>

using namespace retrain;
using detail::candidate_list;
using detail::candidates_from_json;
using detail::candidates_to_json;

namespace {
candidate_list two() {
    kept_candidate waits;
    waits.number = 7;
    waits.state = candidate_state::waiting;
    waits.extension = "ubj";
    waits.live = {"candidates/risk/7.ubj", 12, std::string(64, 'a')};
    waits.judge = {"candidates/risk/7.judge.ubj", 13, std::string(64, 'b')};
    waits.metadata.rows = 5;
    waits.kept_at = time_point{std::chrono::nanoseconds{1}};
    waits.expires = time_point{std::chrono::hours{9}};
    waits.generation = 4;
    auto declined = waits;
    declined.number = 3;
    declined.state = candidate_state::declined;
    declined.expires = not_yet;
    declined.because = "\"no\"\n";
    return {{waits, declined}, 8};
}
}  // namespace

TEST_CASE("a list of candidates is what it was after its way through JSON", "[store]") {
    auto const after = candidates_from_json(candidates_to_json(two()), "list");
    CHECK(after.next_number == 8);
    REQUIRE(after.kept.size() == 2);
    auto const& waits = after.kept[0];
    CHECK(waits.number == 7);
    CHECK(waits.state == candidate_state::waiting);
    CHECK(waits.extension == "ubj");
    CHECK(waits.live == two().kept[0].live);
    CHECK(waits.judge == two().kept[0].judge);
    CHECK(waits.metadata.rows == 5);
    CHECK(waits.kept_at == time_point{std::chrono::nanoseconds{1}});
    CHECK(waits.expires == time_point{std::chrono::hours{9}});
    CHECK(waits.generation == 4);
    CHECK(after.kept[1].state == candidate_state::declined);
    CHECK(after.kept[1].expires == not_yet);
    CHECK(after.kept[1].because == "\"no\"\n");
    CHECK(candidates_from_json(candidates_to_json({}), "list").next_number == 1);
}

TEST_CASE("a list that names no generation is read", "[store]") {
    auto content = detail::read_document(candidates_to_json(two()), detail::candidates_format);
    for (auto& candidate : content["candidates"]) candidate.erase("generation");
    auto const text = detail::write_document(std::move(content), detail::candidates_format);
    auto const after = candidates_from_json(text, "list");
    REQUIRE(after.kept.size() == 2);
    CHECK(after.kept[0].generation == 0);
    CHECK(after.kept[0].number == 7);
}

TEST_CASE("no changed byte of a list goes unnoticed", "[store]") {
    auto const text = candidates_to_json(two());
    for (std::size_t place = 0; place < text.size(); ++place) {
        auto damaged = text;
        damaged[place] = static_cast<char>(damaged[place] ^ 4);
        CHECK_THROWS_AS(candidates_from_json(damaged, "list"), error);
    }
    CHECK_THROWS_WITH(candidates_from_json("{", "models/list"),
                      ContainsSubstring("the list of candidates 'models/list' is damaged"));
}
