#include <retrain/trainer/gradient_boosting.hpp>

#include <laws/trainer.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::mean_log_loss;
using testing::noise;
using testing::sample_rows;
using testing::share_right;

static_assert(Trainer<gradient_boosting>);
static_assert(gradient_boosting::name == "gradient_boosting");
static_assert(basic_gradient_boosting<"deep">::name == "deep");
static_assert(gradient_boosting{}.wants_stopping_rows());
static_assert(!gradient_boosting{{.early_stopping_rounds = 0}}.wants_stopping_rows());

/// Labels of which `share` are random.
dataset with_wrong_labels(dataset data, float share, std::uint32_t seed) {
    noise random{seed};
    for (auto& label : data.labels)
        if (random.share() < share) label = static_cast<std::uint32_t>(random.share() * 2.999F);
    return data;
}

template <class F>
std::string refusal_of(F&& f) {
    try {
        static_cast<void>(f());
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::bad_parameter);
        return problem.what();
    }
    return "accepted";
}
}  // namespace

TEST_CASE("gradient_boosting obeys the laws, for two classes and for more") {
    for (std::size_t const classes : {2U, 3U}) {
        auto const data = sample_rows({.classes = classes, .missing = 0.1F});
        gradient_boosting trainer{{.rounds = 8}};
        training_request const request{.rows = data.view(), .seed = 7};
        auto const model = trainer.train(request);
        CHECK(laws::round_trips(model, data.features));
        CHECK(laws::predicts_probabilities(model, data.features));
        CHECK(laws::predicts_concurrently(model, data.features));
        CHECK(laws::is_deterministic(trainer, request));
        CHECK(laws::keeps_to_the_rounds(trainer, request));
        CHECK(laws::heeds_a_stop(trainer, request));
        CHECK(laws::refuses_no_rows(trainer, request));
    }
}

TEST_CASE("boosting learns clouds that lie apart") {
    auto const data = sample_rows({.rows = 600, .apart = 3.0F});
    auto const fresh = sample_rows({.rows = 600, .apart = 3.0F, .seed = 2});
    auto const model = gradient_boosting{}.train({.rows = data.view()});
    CHECK(share_right(model, fresh.view()) > 0.9);
    CHECK(mean_log_loss(model, fresh.view()) < 0.35);
}

TEST_CASE("early stopping keeps the best round on noisy data, and says each loss") {
    auto const data = with_wrong_labels(sample_rows({.rows = 400, .apart = 1.0F}), 0.4F, 3);
    auto const later = with_wrong_labels(sample_rows({.rows = 200, .apart = 1.0F, .seed = 4}), 0.4F, 5);
    gradient_boosting const trainer{{.rounds = 300, .early_stopping_rounds = 10}};
    std::vector<double> losses;
    training_request request{.rows = data.view(), .stopping_rows = later.view()};
    request.progress = [&](training_progress const& at) {
        CHECK(at.model == "gradient_boosting");
        CHECK(at.rounds == 300);
        CHECK(at.round == losses.size() + 1);
        losses.push_back(at.loss.value());
    };
    auto const model = trainer.train(request);

    auto const best = std::ranges::min_element(losses) - losses.begin() + 1;
    CHECK(model.rounds() == static_cast<std::size_t>(best));
    CHECK(losses.size() == static_cast<std::size_t>(best) + 10);
    CHECK(losses.size() < 300);
    CHECK(losses[model.rounds() - 1] == Approx(mean_log_loss(model, later.view())).epsilon(1e-5));

    // the stopping rows say when to stop and teach nothing: so many rounds without them are the same
    auto const refit = trainer.train({.rows = data.view(), .rounds = model.rounds()});
    CHECK(laws::same_bits(laws::predictions(refit, data.features),
                          laws::predictions(model, data.features)));
}

TEST_CASE("without stopping rows, with fixed rounds or with patience 0 all rounds are trained") {
    auto const data = with_wrong_labels(sample_rows({.rows = 200}), 0.5F, 3);
    auto const later = with_wrong_labels(sample_rows({.rows = 100, .seed = 4}), 0.5F, 5);
    gradient_boosting const trainer{{.rounds = 60, .early_stopping_rounds = 2}};
    training_request request{.rows = data.view(), .stopping_rows = later.view()};
    REQUIRE(trainer.train(request).rounds() < 60);
    CHECK(trainer.train({.rows = data.view()}).rounds() == 60);
    CHECK(gradient_boosting{{.rounds = 60, .early_stopping_rounds = 0}}.train(request).rounds() == 60);
    request.rounds = 70;
    CHECK(trainer.train(request).rounds() == 70);
}

TEST_CASE("a training is cancelled between two rounds") {
    auto const data = sample_rows();
    std::stop_source source;
    std::size_t rounds = 0;
    training_request request{.rows = data.view(), .stop = source.get_token()};
    request.progress = [&](training_progress const& at) {
        rounds = at.round;
        if (rounds == 3) source.request_stop();
    };
    try {
        static_cast<void>(gradient_boosting{}.train(request));
        FAIL("not cancelled");
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::cancelled);
        CHECK_THAT(problem.what(), ContainsSubstring("gradient_boosting was cancelled after 3"));
    }
    CHECK(rounds == 3);
}

TEST_CASE("balanced classes raise the recall of the rare one") {
    auto data = sample_rows({.rows = 1'200, .classes = 2, .apart = 0.7F});
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < 1'200; ++row)
        if (data.labels[row] == 0 || row % 20 == 1) kept.push_back(row);
    auto const skewed = select(data.view(), kept);
    auto const fresh = sample_rows({.rows = 600, .classes = 2, .apart = 0.7F, .seed = 2});
    auto const plain = gradient_boosting{{.rounds = 30}}.train({.rows = skewed.view()});
    auto const balanced =
        gradient_boosting{{.rounds = 30, .balance_classes = true}}.train({.rows = skewed.view()});
    CHECK(share_right(balanced, fresh.view(), 1) > share_right(plain, fresh.view(), 1) + 0.2);
}

TEST_CASE("a row's sample_weight decides how much it is believed") {
    auto data = sample_rows({.rows = 600, .apart = 3.0F});
    auto const fresh = sample_rows({.rows = 600, .apart = 3.0F, .seed = 2});
    for (std::size_t row = 0; row < 600; row += 2) {  // half of the rows lie, and have more weight
        data.labels[row] = (data.labels[row] + 1) % 3;
        data.weights[row] = 4.0F;
    }
    gradient_boosting const trainer{{.rounds = 20}};
    CHECK(share_right(trainer.train({.rows = data.view()}), fresh.view()) < 0.5);
    for (std::size_t row = 0; row < 600; row += 2) data.weights[row] = 0.0F;
    CHECK(share_right(trainer.train({.rows = data.view()}), fresh.view()) > 0.9);
}

TEST_CASE("the weights of the stopping rows count when it is decided where to stop") {
    auto const data = sample_rows({.rows = 300, .apart = 2.0F});
    auto later = sample_rows({.rows = 300, .apart = 2.0F, .seed = 4});
    for (std::size_t row = 0; row < 300; row += 2) {
        later.labels[row] = (later.labels[row] + 1) % 3;  // after these one would stop at once
        later.weights[row] = 0.0F;
    }
    gradient_boosting const trainer{{.rounds = 60, .early_stopping_rounds = 3}};
    auto const weighted = trainer.train({.rows = data.view(), .stopping_rows = later.view()});
    later.weights.assign(300, 1.0F);
    auto const plain = trainer.train({.rows = data.view(), .stopping_rows = later.view()});
    CHECK(weighted.rounds() > plain.rounds());
}

TEST_CASE("that a value is missing can be learnt") {
    auto data = sample_rows({.rows = 600, .classes = 2, .apart = 0.0F});
    for (std::size_t row = 0; row < 600; ++row)
        if (data.labels[row] == 1)
            data.features[row * 4] = std::numeric_limits<float>::quiet_NaN();
    auto const model = gradient_boosting{}.train({.rows = data.view()});
    CHECK(share_right(model, data.view()) == 1.0);
}

TEST_CASE("a parameter out of its range is refused by name, where it is assigned") {
    CHECK_THAT(refusal_of([] { return gradient_boosting{{.rounds = 0}}; }),
               ContainsSubstring("rounds is 0"));
    CHECK_THAT(refusal_of([] { return gradient_boosting{{.max_depth = 31}}; }),
               ContainsSubstring("max_depth is 31, but it must be within 1 to 30"));
    CHECK_THAT(refusal_of([] { return gradient_boosting{{.subsample = 0.0}}; }),
               ContainsSubstring("subsample is 0.0"));
    CHECK_THAT(refusal_of([] {
                   return gradient_boosting{{.learning_rate = std::numeric_limits<double>::quiet_NaN()}};
               }),
               ContainsSubstring("learning_rate is "));
    gradient_boosting trainer;
    CHECK_THAT(refusal_of([&] { return trainer.parameters.l2 = -1.0; }), ContainsSubstring("l2 is -1"));
}

TEST_CASE("XGBoost knows every parameter that it is given, and none is lost on the way") {
    auto const data = sample_rows();
    std::vector<std::string> messages;
    training_request request{.rows = data.view(), .threads = 100'000, .seed = ~std::uint64_t{0}};
    request.message = [&](log_level, std::string_view text) { messages.emplace_back(text); };
    gradient_boosting const usual{{.rounds = 5}};
    auto const reference = laws::predictions(usual.train(request), data.features);
    CHECK(messages.empty());

    // each makes another model
    gradient_boosting_parameters const changes[] = {
        {.rounds = 6},
        {.rounds = 5, .max_depth = 2},
        {.rounds = 5, .learning_rate = 0.2},
        {.rounds = 5, .subsample = 0.5},
        {.rounds = 5, .colsample = 0.5},
        {.rounds = 5, .min_child_weight = 20.0},
        {.rounds = 5, .min_gain = 5.0},
        {.rounds = 5, .l1 = 2.0},
        {.rounds = 5, .l2 = 3.0},
        {.rounds = 5, .max_bins = 8},
    };
    for (auto const& change : changes)
        CHECK(laws::predictions(gradient_boosting{change}.train(request), data.features) != reference);
    request.seed = 1;
    CHECK(laws::predictions(usual.train(request), data.features) != reference);
}
