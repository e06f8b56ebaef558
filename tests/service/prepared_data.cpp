#include <retrain/service/prepared_data.hpp>

#include <retrain/data_gate/data_checks.hpp>
#include <retrain/core/missing_shares.hpp>
#include <retrain/data_gate/no_data_checks.hpp>
#include <retrain/filter/keep_all_rows.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Keeps even rows, can't tell for every tenth.
struct fussy_filter {
    using policy_role = filter_role;
    row_decision judge(row_view const& row) const {
        if (row.index() % 10 == 0) return row_decision::insufficient;
        return row.index() % 2 == 0 ? row_decision::pass : row_decision::fail;
    }
};

}  // namespace

TEST_CASE("every row is accounted for", "[prepared_data]") {
    toy_source source;
    auto const data = prepare(source, fussy_filter{}, no_data_checks{}, {{}, day(51)}, {}, {});
    auto const& counts = data.counts;
    REQUIRE(counts.read == 100);
    REQUIRE(counts.immature == 50);  // row i is known at day i + 2
    REQUIRE(counts.insufficient == 5);
    REQUIRE(counts.filtered == 25);
    REQUIRE(counts.kept == 20);
    REQUIRE(counts.kept + counts.dropped() == counts.read);
    REQUIRE(data.rows.labels.size() == counts.kept);
    REQUIRE(data.rows.keys.front() == 3);
    REQUIRE(data.snapshot.size() == counts.kept);
    REQUIRE(std::ranges::is_sorted(data.snapshot));
}

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// Toy rows with a second feature, their number.
dataset two_features(int count) {
    dataset rows = toy_rows(count);
    rows.shape.features.push_back({"number", column_type::number});
    std::vector<float> features;
    for (std::size_t row = 0; row < rows.labels.size(); ++row)
        features.insert(features.end(), {rows.features[row], static_cast<float>(row)});
    rows.features = features;
    return rows;
}

toy_source source_of(dataset rows) {
    toy_source source;
    *source.rows = std::move(rows);
    return source;
}

}  // namespace

TEST_CASE("random damage: kept and dropped rows are those that were read", "[prepared_data]") {
    std::mt19937_64 random{42};
    auto const one_in = [&](unsigned n) { return random() % n == 0; };
    row_counts total;
    for (int round = 0; round < 200; ++round) {
        dataset rows = two_features(static_cast<int>(random() % 90));
        rows.shape.classes.push_back("hold");
        std::size_t immature = 0;
        std::size_t unknown_label = 0;
        std::size_t out_of_order = 0;
        for (std::size_t row = 0; row < rows.labels.size(); ++row) {
            if (one_in(9)) rows.labels[row] = 2;
            if (one_in(20)) rows.features[2 * row] = infinite;
            if (one_in(20)) rows.features[2 * row + 1] = missing;
            if (row > 0 && one_in(15)) {
                std::size_t const from = random() % row;
                rows.features[2 * row] = rows.features[2 * from];
                rows.features[2 * row + 1] = rows.features[2 * from + 1];
                rows.labels[row] = rows.labels[from];
                rows.entry[row] = rows.entry[from];
                rows.exit[row] = rows.exit[from];
                rows.contents[row] = rows.contents[from];
            }
            if (one_in(20)) rows.labels[row] = 3;
            if (one_in(20)) rows.exit[row] = rows.entry[row] - std::chrono::hours{1};
            if (one_in(20)) rows.known[row] = day(500);
            bool const young = rows.known[row] > day(70) || rows.exit[row] > day(70);
            immature += young ? 1 : 0;
            unknown_label += !young && rows.labels[row] == 3 ? 1 : 0;
            out_of_order +=
                !young && rows.labels[row] != 3 && rows.exit[row] < rows.entry[row] ? 1 : 0;
        }
        auto source = source_of(rows);
        auto const data =
            prepare(source, fussy_filter{}, data_checks{.min_class_rows = 3}, {{}, day(70)}, {}, {});
        auto const& counts = data.counts;
        INFO("round " << round << ", " << counts.read << " rows");
        REQUIRE(counts.read == rows.labels.size());
        REQUIRE(counts.kept + counts.dropped() == counts.read);
        REQUIRE(counts.kept == data.rows.labels.size());
        REQUIRE(counts.kept == data.snapshot.size());
        REQUIRE(counts.new_samples == counts.kept);
        REQUIRE(counts.immature == immature);
        REQUIRE(counts.unknown_label == unknown_label);
        REQUIRE(counts.out_of_order == out_of_order);
        for (std::size_t row = 0; row < counts.kept && !data.refused; ++row) {
            REQUIRE(data.rows.labels[row] < 3);
            REQUIRE(data.rows.entry[row] <= data.rows.exit[row]);
            REQUIRE(data.rows.exit[row] <= day(70));
            REQUIRE_FALSE(std::isinf(data.rows.features[2 * row]));
        }
        total.infinite += counts.infinite;
        total.duplicate += counts.duplicate;
        total.rare_class += counts.rare_class;
        total.filtered += counts.filtered;
        total.insufficient += counts.insufficient;
    }
    CHECK(total.infinite > 50);  // the samples do exercise what they are for
    CHECK(total.duplicate > 5);
    CHECK(total.rare_class > 50);
    CHECK(total.filtered > 500);
    CHECK(total.insufficient > 100);
}

TEST_CASE("a useless feature stays in the schema and is fed as missing", "[prepared_data]") {
    auto rows = two_features(40);
    for (std::size_t row = 0; row < 40; ++row) rows.features[2 * row + 1] = 7;
    rows.warnings = {"from the source"};
    auto source = source_of(rows);
    auto const data =
        prepare(source, keep_all_rows{}, data_checks{}, {{}, day(200)}, {}, {});
    CHECK(data.rows.shape == rows.shape);
    CHECK(data.rows.shape.fingerprint() == rows.shape.fingerprint());
    for (std::size_t row = 0; row < 40; ++row) {
        CHECK(data.rows.features[2 * row] == rows.features[2 * row]);
        CHECK(std::isnan(data.rows.features[2 * row + 1]));
    }
    CHECK(missing_shares(data.rows.view()) == std::vector<double>{0, 1});
    REQUIRE(data.rows.warnings.size() == 2);
    CHECK(data.rows.warnings.front() == "from the source");
    CHECK_THAT(data.rows.warnings.back(), ContainsSubstring("column 'number' has the same value"));
}

TEST_CASE("a class that no model knows and no row is left of is no class", "[prepared_data]") {
    auto rows = two_features(60);
    rows.shape.classes = {"buy", "avoid", "hodl", "hold", "gone"};
    rows.labels[7] = 2;
    for (std::size_t row = 20; row < 40; ++row) rows.labels[row] = 3;
    auto source = source_of(rows);
    std::vector<std::string> const known{"buy", "avoid"};
    auto const data = prepare(source, keep_all_rows{}, data_checks{}, {known, day(200)}, {}, {});
    CHECK(data.counts.rare_class == 1);
    CHECK(data.rows.shape.classes == std::vector<std::string>{"buy", "avoid", "hold"});
    CHECK(std::ranges::count(data.rows.labels, 2U) == 20);
    CHECK(std::ranges::count_if(data.rows.labels, [](auto label) { return label > 2; }) == 0);

    // A known class keeps its place, and before there is a model all classes do.
    std::vector<std::string> const more{"buy", "avoid", "hodl"};
    CHECK(prepare(source, keep_all_rows{}, data_checks{}, {more, day(200)}, {}, {})
              .rows.shape.classes == std::vector<std::string>{"buy", "avoid", "hodl", "hold"});
    CHECK(prepare(source, keep_all_rows{}, data_checks{}, {{}, day(200)}, {}, {})
              .rows.shape.classes == rows.shape.classes);
}

TEST_CASE("what the gate refuses is counted all the same", "[prepared_data]") {
    model_metadata live;
    live.features = {"signal", "number", "gone"};
    live.fingerprint = 1;
    auto source = source_of(two_features(40));
    auto const data = prepare(source, keep_all_rows{}, data_checks{}, {{}, day(21)}, {},
                              std::vector{live});
    REQUIRE(data.refused);
    CHECK(data.refused->why() == failure_reason::bad_data);
    CHECK_THAT(data.refused->what(), ContainsSubstring("no column 'gone'"));
    CHECK(data.counts.read == 40);
    CHECK(data.counts.kept == 20);
    CHECK(data.counts.new_samples == 20);
    CHECK_FALSE(prepare(source, keep_all_rows{}, no_data_checks{}, {{}, day(21)}, {},
                        std::vector{live})
                    .refused);
}

namespace {
/// Has a fault to find with rows of its own, or answers too few.
struct own_gate {
    using policy_role = data_gate_role;
    std::vector<row_fault> faults;
    data_findings check(dataset_view, std::span<model_metadata const>) const {
        return {faults, {0, 99}, {"own"}};
    }
};
}  // namespace

TEST_CASE("a gate of one's own drops rows for its own reason", "[prepared_data]") {
    auto source = source_of(two_features(4));
    auto const data =
        prepare(source, keep_all_rows{},
                own_gate{{row_fault::none, row_fault::unfit, row_fault::none, row_fault::unfit}},
                {{}, day(200)}, {}, {});
    CHECK(data.counts.unfit == 2);
    CHECK(data.counts.kept == 2);
    CHECK(data.rows.keys == std::vector<std::uint64_t>{1, 3});
    CHECK(data.rows.warnings == std::vector<std::string>{"own"});
    CHECK(std::isnan(data.rows.features[0]));

    auto const wrong =
        prepare(source, keep_all_rows{}, own_gate{{row_fault::none}}, {{}, day(200)}, {}, {});
    REQUIRE(wrong.refused);
    CHECK_THAT(wrong.refused->what(), ContainsSubstring("1 faults for 4 rows"));
}

TEST_CASE("a source's data set whose members do not fit is refused", "[prepared_data]") {
    auto const refused = [](auto damage) {
        auto rows = two_features(4);
        damage(rows);
        auto source = source_of(rows);
        CHECK_THROWS_AS(
            prepare(source, keep_all_rows{}, data_checks{}, {{}, day(200)}, {}, {}), error);
    };
    refused([](dataset& rows) { rows.features.pop_back(); });
    refused([](dataset& rows) { rows.auxiliary.push_back(1); });
    refused([](dataset& rows) { rows.weights.clear(); });
    refused([](dataset& rows) { rows.entry.pop_back(); });
    refused([](dataset& rows) { rows.exit.pop_back(); });
    refused([](dataset& rows) { rows.known.clear(); });
    refused([](dataset& rows) { rows.keys.pop_back(); });
    refused([](dataset& rows) { rows.contents.clear(); });
}

TEST_CASE("a classifier needs two classes", "[prepared_data]") {
    auto rows = toy_rows(4);
    REQUIRE_NOTHROW(require_trainable(rows.view()));
    rows.labels.assign(4, 0);
    REQUIRE_THROWS_WITH(require_trainable(rows.view()), ContainsSubstring("all 4 usable rows"));
    REQUIRE_THROWS_AS(require_trainable(dataset{}.view()), error);
}

TEST_CASE("rows of which none can be used are counted by the reason", "[prepared_data]") {
    REQUIRE_THROWS_WITH(require_usable({}), "the training data has no rows");
    REQUIRE_THROWS_WITH(require_usable({.read = 5, .rare_class = 5}),
                        "none of 5 rows can be used: 5 rare_class; wait for outcomes, widen the "
                        "filter or add rows");
    REQUIRE_THROWS_WITH(require_usable({.read = 45,
                                        .immature = 1,
                                        .unknown_label = 2,
                                        .out_of_order = 3,
                                        .filtered = 4,
                                        .insufficient = 5,
                                        .infinite = 6,
                                        .duplicate = 7,
                                        .rare_class = 8,
                                        .unfit = 9}),
                        ContainsSubstring("none of 45 rows can be used: 1 immature, 2 unknown_label, "
                                          "3 out_of_order, 4 filtered, 5 insufficient, 6 infinite, 7 "
                                          "duplicate, 8 rare_class, 9 unfit;"));
    REQUIRE_NOTHROW(require_usable({.read = 5, .kept = 1, .rare_class = 4}));
}
