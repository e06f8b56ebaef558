#include <retrain/source/memory_source.hpp>

#include <laws/source.hpp>
#include <support/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

using retrain::dataset;
using retrain::error;
using retrain::memory_source;
using retrain::time_point;
using namespace std::chrono_literals;

static_assert(retrain::DataSource<memory_source>);
static_assert(!std::is_default_constructible_v<memory_source>);

namespace {

/// Three rows, two features, one auxiliary column; all other members are left empty.
dataset three_rows() {
    dataset rows;
    rows.shape.features = {{"a"}, {"b"}};
    rows.shape.auxiliary = {"quality"};
    rows.shape.classes = {"buy", "avoid"};
    rows.features = {1, 2, 3, 4, 1, 2};
    rows.auxiliary = {80, 60, 80};
    rows.labels = {0, 1, 0};
    return rows;
}

}  // namespace

TEST_CASE("a memory_source is lawful") {
    memory_source source{three_rows()};
    CHECK(retrain::laws::lawful_source(source));
    memory_source empty{dataset{}};
    CHECK(retrain::laws::lawful_source(empty));
    memory_source called{[] { return three_rows(); }};
    CHECK(retrain::laws::lawful_source(called));
    CHECK(retrain::laws::same_rows(source.load({}), called.load({})));
}

TEST_CASE("members that are left empty are filled") {
    auto const rows = memory_source{three_rows()}.load({});
    CHECK(rows.weights == std::vector<float>{1, 1, 1});
    CHECK(rows.entry == std::vector{time_point{0s}, time_point{1s}, time_point{2s}});
    CHECK(rows.exit == rows.entry);
    CHECK(rows.known == std::vector{retrain::not_yet, retrain::not_yet, retrain::not_yet});
    CHECK(rows.contents[0] == rows.contents[2]);
    CHECK(rows.contents[0] != rows.contents[1]);
    CHECK(rows.keys[0] == rows.contents[0]);
    CHECK(rows.keys[2] != rows.keys[0]);

    dataset other = three_rows();
    other.auxiliary[0] = 81;
    other.labels[1] = 0;
    auto const changed = memory_source{other}.load({});
    CHECK(changed.contents[0] != rows.contents[0]);
    CHECK(changed.contents[1] != rows.contents[1]);
    CHECK(changed.contents[2] == rows.contents[2]);
}

TEST_CASE("members that are given stay") {
    dataset given = three_rows();
    given.weights = {1, 2, 3};
    given.entry = {time_point{1h}, time_point{2h}, time_point{3h}};
    given.exit = {time_point{5h}, time_point{6h}, time_point{7h}};
    given.keys = {7, 8, 7};
    auto const rows = memory_source{given}.load({});
    CHECK(rows.weights == given.weights);
    CHECK(rows.entry == given.entry);
    CHECK(rows.exit == given.exit);
    CHECK(rows.known == given.exit);
    CHECK(rows.keys == given.keys);
    given.known = {time_point{8h}, retrain::not_yet, time_point::max()};
    CHECK(memory_source{given}.load({}).known == given.known);
}

TEST_CASE("known classes come first, and labels move with their names") {
    std::vector<std::string> const known{"watch", "avoid"};
    auto const rows = memory_source{three_rows()}.load({known, {}});
    CHECK(rows.shape.classes == std::vector<std::string>{"watch", "avoid", "buy"});
    CHECK(rows.labels == std::vector<std::uint32_t>{2, 1, 2});
}

TEST_CASE("a callable is called at each load") {
    int calls = 0;
    memory_source source{[&] {
        ++calls;
        dataset rows = three_rows();
        rows.features[0] = static_cast<float>(calls);
        return rows;
    }};
    CHECK(calls == 0);
    CHECK(source.load({}).features[0] == 1);
    CHECK(source.load({}).features[0] == 2);
}

TEST_CASE("members that do not fit together are refused") {
    auto const refused = [](auto const& spoil) {
        dataset rows = three_rows();
        spoil(rows);
        try {
            (void)memory_source{rows}.load({});
        } catch (error const& refusal) {
            CHECK(refusal.why() == retrain::failure_reason::bad_data);
            return std::string{refusal.what()};
        }
        return std::string{"nothing"};
    };
    CHECK_THAT(refused([](dataset& rows) { rows.features.pop_back(); }),
               ContainsSubstring("5 features where its labels and its shape make 6"));
    CHECK_THAT(refused([](dataset& rows) { rows.auxiliary.clear(); }),
               ContainsSubstring("0 auxiliary"));
    CHECK_THAT(refused([](dataset& rows) { rows.weights = {1}; }), ContainsSubstring("1 weights"));
    CHECK_THAT(refused([](dataset& rows) { rows.tickers = {1}; }), ContainsSubstring("1 tickers"));
    CHECK_THAT(refused([](dataset& rows) { rows.keys = {1, 2, 3, 4}; }), ContainsSubstring("4 keys"));
    CHECK_THAT(refused([](dataset& rows) { rows.labels[2] = 2; }),
               ContainsSubstring("the label 2 and only 2 classes"));
    CHECK_THAT(refused([](dataset& rows) {
                   rows.entry.assign(3, time_point{2s});
                   rows.exit.assign(3, time_point{1s});
               }),
               ContainsSubstring("exit before its entry"));
}
