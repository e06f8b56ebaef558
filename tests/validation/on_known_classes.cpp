#include <retrain/validation/on_known_classes.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>
#include <validation/held_out_rows.hpp>

#include <cmath>

namespace {

using namespace retrain;
using retrain::testing::held_out_rows;

/// 60 days of the classes "buy" and "avoid", of which each third day turned into a new class, "wait".
/// The challenger is `sure` of the truth, the champion, which knows two classes, `champion` sure.
struct three_classes {
    three_classes(double sure, double champion) : rows{60} {
        rows.challenger(held_out_rows::always(0.5)).champion([=](std::size_t day, std::size_t) {
            return champion + 0.01 * static_cast<double>(day % 7);
        });
        rows.rows.shape.classes.push_back("wait");
        rows.challenger_.clear();
        for (std::size_t row = 0; row < 60; ++row) {
            if (row % 3 == 0) rows.rows.labels[row] = 2;
            for (std::uint32_t k = 0; k < 3; ++k)
                rows.challenger_.push_back(
                    static_cast<float>(k == rows.rows.labels[row] ? sure : (1 - sure) / 2));
        }
        rows.shares = {0.4, 0.4, 0.2};
        rows.shown.same_classes = false;
        rows.shown.champion_classes = 2;
    }
    held_out_rows rows;
};

using gate = on_known_classes<>;
static_assert(ValidationPolicy<gate> && std::is_empty_v<gate>);

TEST_CASE("without the policy a new class leaves it open, with it the known ones decide") {
    auto const both = three_classes{0.8, 0.6}.rows;
    CHECK(both.decide(champion_challenger<>{}).why == verdict_reason::classes_changed);
    verdict const v = both.decide(gate{});
    CHECK(v.why == verdict_reason::better_than_champion);
    CHECK(v.rows == 40);
    CHECK(v.challenger == Approx(-std::log(0.8 / 0.9)));  // of 0.8 and 0.1
    CHECK(v.floor == Approx(std::log(2)));
    CHECK(three_classes(0.8, 0.9).rows.decide(gate{}).why == verdict_reason::not_better);
}

TEST_CASE("the challenger has to be of worth on all classes") {
    auto blind = three_classes{0.8, 0.6}.rows;
    for (std::size_t row = 0; row < 60; row += 3) {
        blind.challenger_[3 * row] = blind.challenger_[3 * row + 1] = 0.4995F;
        blind.challenger_[3 * row + 2] = 0.001F;  // does not see the new class coming
    }
    CHECK(blind.decide(gate{}).why == verdict_reason::below_floor);
}

TEST_CASE("what is not a prefix of the classes stays open") {
    auto other = three_classes{0.8, 0.6}.rows;
    other.champion_.clear();  // the champion was not asked
    CHECK(other.decide(gate{}).why == verdict_reason::classes_changed);
}

TEST_CASE("the same classes are the gate's business") {
    held_out_rows sample{40};
    sample.challenger(held_out_rows::always(0.8)).champion(held_out_rows::always(0.6));
    sample.shown.champion_classes = 2;
    CHECK(sample.decide(gate{}).why == verdict_reason::better_than_champion);
}

TEST_CASE("the laws of gates hold for known classes, too") {
    for (double const champion : {0.3, 0.6, 0.9}) {
        auto const sample = three_classes{0.8, champion}.rows;
        CHECK(laws::refuses_what_is_not_finite(gate{}, sample.view()));
        CHECK(laws::kind_fits_the_evidence(gate{}, sample.view()));
        CHECK(laws::repeats_itself(gate{}, sample.view()));
    }
}

}  // namespace
