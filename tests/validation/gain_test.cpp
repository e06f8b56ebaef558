#include <retrain/validation/gain_test.hpp>

#include <retrain/validation/accuracy.hpp>
#include <retrain/validation/auc.hpp>
#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>
#include <validation/held_out_rows.hpp>

#include <cmath>

namespace {

using namespace retrain;
using retrain::testing::held_out_rows;

/// `log_loss` without its row scores, so that the jackknife has to do.
struct smooth_loss {
    using direction = lower_is_better;
    using unit = loss_unit;
    static constexpr std::string_view name = "smooth_loss";
    static constexpr bool smooth = true;
    static double score(std::span<float const> said, std::span<std::uint32_t const> labels,
                        std::size_t classes) noexcept {
        return log_loss::score(said, labels, classes);
    }
};

held_out_rows sample() {
    held_out_rows rows{30, 3};
    retrain::testing::uniform_numbers random{5};
    auto const about = [&](double mean) {
        return [&random, mean](std::size_t, std::size_t) { return mean + 0.3 * (random() - 0.5); };
    };
    rows.challenger(about(0.72)).champion(about(0.66));
    return rows;
}

template <class M>
gain_test<M> test_of(M const& metric, evidence const& e, std::vector<unit_list> tests) {
    return {metric, e, trading_days_of(e.rows), std::move(tests)};
}

TEST_CASE("of a mean the jackknife's pseudo-values are the units themselves") {
    held_out_rows const rows = sample();
    evidence const e = rows.view();
    double const champion = log_loss::score(e.champion, e.rows.labels, 2);
    double const challenger = log_loss::score(e.challenger, e.rows.labels, 2);
    for (auto const& tests : {staggered_units::tests(30, 3), thinned_units::tests(30, 3),
                              block_units<2>::tests(30, 3)}) {
        auto const by_rows = test_of(log_loss{}, e, tests);
        auto const by_jackknife = test_of(smooth_loss{}, e, tests);
        CHECK(by_rows.difference(challenger, champion) == Approx(champion - challenger));
        CHECK(by_jackknife.difference(challenger, champion) == Approx(champion - challenger));
        for (gain_threshold const above : {gain_threshold{}, {0.05, 0.0}, {-0.05, 0.0}, {0.0, 0.1}})
            CHECK(by_rows.p_value(above, champion) ==
                  Approx(by_jackknife.p_value(above, champion)).epsilon(1e-6));
    }
}

TEST_CASE("a higher threshold is harder to pass") {
    held_out_rows const rows = sample();
    evidence const e = rows.view();
    auto const test = test_of(log_loss{}, e, staggered_units::tests(30, 3));
    double const none = test.p_value({}, 0.4);
    CHECK(test.p_value({0.05, 0.0}, 0.4) > none);
    CHECK(test.p_value({-0.05, 0.0}, 0.4) < none);
    CHECK(test.p_value({0.0, 0.1}, 0.4) > none);
}

TEST_CASE("scores among a few rows") {
    held_out_rows const rows = sample();
    evidence const e = rows.view();
    std::vector<std::size_t> const some{3, 17, 4};
    double sum = 0.0;
    for (std::size_t const row : some)
        sum += log_loss::row_score(e.challenger.subspan(2 * row, 2), e.rows.labels[row]);
    CHECK(score_among(log_loss{}, e.challenger, e.rows, some) == Approx(sum / 3));
    CHECK(std::isnan(score_among(log_loss{}, e.challenger, e.rows, {})));
}

}  // namespace
