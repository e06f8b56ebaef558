#include "../../examples/custom_policy/nearest_centroid.hpp"

#include <laws/trainer.hpp>
#include <support/catch.hpp>

#include <limits>
#include <string>

#include "sample_rows.hpp"

namespace {
using namespace retrain;
using custom_policy::centroids;
using custom_policy::nearest_centroid;
using testing::sample_rows;

static_assert(Model<centroids>);
static_assert(Trainer<nearest_centroid>);

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// Two classes with middles (0, 0) and (4, 2), spreads 2 and 1.
centroids two_points() { return {{0.0F, 0.0F, 4.0F, 2.0F}, {2.0F, 1.0F}}; }

std::string refusal_of(std::string_view text) {
    try {
        static_cast<void>(centroids::load(std::as_bytes(std::span{text})));
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::corrupt_model);
        return problem.what();
    }
    return "accepted";
}
}  // namespace

TEST_CASE("nearest_centroid obeys the laws") {
    auto const data = sample_rows({.missing = 0.1F});
    nearest_centroid trainer;
    training_request const request{.rows = data.view()};
    auto const model = trainer.train(request);
    CHECK(laws::round_trips(model, data.features));
    CHECK(laws::predicts_probabilities(model, data.features));
    CHECK(laws::predicts_concurrently(model, data.features));
    CHECK(laws::is_deterministic(trainer, request));
    CHECK(laws::keeps_to_the_rounds(trainer, request));
    CHECK(laws::heeds_a_stop(trainer, request));
    CHECK(laws::refuses_no_rows(trainer, request));
}

TEST_CASE("probabilities are the softmax of negative squared standardised distances") {
    std::vector<float> const rows{2.0F, 0.0F,         // 1 from one middle, 1 + 4 from the other
                                  missing, 2.0F,      // 4 and 0
                                  missing, missing};  // nothing known
    auto const p = laws::predictions(two_points(), rows);
    CHECK(p[0] == Approx(1.0 / (1.0 + std::exp(-4.0))));
    CHECK(p[3] == Approx(1.0 / (1.0 + std::exp(-4.0))));
    CHECK(p[4] == 0.5F);
    CHECK(p[5] == 0.5F);
}

TEST_CASE("far and infinite values still give probabilities") {
    constexpr float most = std::numeric_limits<float>::max();
    std::vector<float> const rows{most, most, -most, most, std::numeric_limits<float>::infinity(),
                                  1.0F};
    CHECK(laws::predicts_probabilities(two_points(), rows));
}

TEST_CASE("it learns clouds that lie apart, and ignores what has no weight") {
    auto data = sample_rows({.rows = 600, .apart = 3.0F});
    auto const fresh = sample_rows({.rows = 600, .apart = 3.0F, .seed = 2});
    CHECK(testing::share_right(nearest_centroid{}.train({.rows = data.view()}), fresh.view()) > 0.9);

    for (std::size_t row = 0; row < data.labels.size(); row += 2) {  // half of them lie, much
        data.labels[row] = (data.labels[row] + 1) % 3;
        data.weights[row] = 4.0F;
    }
    CHECK(testing::share_right(nearest_centroid{}.train({.rows = data.view()}), fresh.view()) < 0.5);
    for (std::size_t row = 0; row < data.labels.size(); row += 2) data.weights[row] = 0.0F;
    CHECK(testing::share_right(nearest_centroid{}.train({.rows = data.view()}), fresh.view()) > 0.9);
}

TEST_CASE("a class without rows is never predicted, also after a round trip") {
    auto data = sample_rows({.rows = 30});
    for (auto& label : data.labels)
        if (label == 1) label = 2;
    auto const model = nearest_centroid{}.train({.rows = data.view()});
    CHECK(laws::round_trips(model, data.features));
    auto const p = laws::predictions(centroids::load(model.save()), data.features);
    for (std::size_t row = 0; row < 30; ++row) CHECK(p[row * 3 + 1] == 0.0F);
}

TEST_CASE("features that are constant or missing everywhere do no harm") {
    auto data = sample_rows({.rows = 60, .apart = 3.0F});
    for (std::size_t row = 0; row < 60; ++row) {
        data.features[row * 4 + 2] = 7.0F;
        data.features[row * 4 + 3] = missing;
    }
    auto const model = nearest_centroid{}.train({.rows = data.view()});
    CHECK(laws::predicts_probabilities(model, data.features));
    CHECK(laws::round_trips(model, data.features));
    CHECK(testing::share_right(model, data.view()) > 0.9);
}

TEST_CASE("rows of another width are refused") {
    std::vector<float> out(2);
    CHECK_THROWS_AS(two_points().predict_proba(std::vector<float>(3), out), error);
    CHECK_THROWS_AS(two_points().predict_proba(std::vector<float>(4), out), error);
}

TEST_CASE("bytes that are no such model are refused, wherever they were cut") {
    auto const bytes = two_points().save();
    std::string const text{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    CHECK(refusal_of(text) == "accepted");
    for (std::size_t length = 0; length < text.size(); ++length)
        CHECK(refusal_of(text.substr(0, length)) != "accepted");
    CHECK_THAT(refusal_of(text + "1\n"), ContainsSubstring("more after its end"));
    CHECK_THAT(refusal_of("nearest centroid, version 2\n"), ContainsSubstring("does not begin"));

    std::string const heading = "nearest centroid, version 1\n";
    CHECK(refusal_of(heading + "1\n2\n1\n0\n1\n") == "accepted");
    CHECK_THAT(refusal_of(heading + "0\n2\n"), ContainsSubstring("0 features"));
    CHECK_THAT(refusal_of(heading + "1\n1\n1\n0\n"), ContainsSubstring("1 classes"));
    CHECK_THAT(refusal_of(heading + "4294967296\n4294967296\n1\n"), ContainsSubstring("can't hold"));
    CHECK_THAT(refusal_of(heading + "1\n2\n0\n0\n1\n"), ContainsSubstring("not above 0"));
    CHECK_THAT(refusal_of(heading + "1\n2\nnan\n0\n1\n"), ContainsSubstring("not above 0"));
    CHECK_THAT(refusal_of(heading + "1\n2\n1\nx\n1\n"), ContainsSubstring("damaged"));
    CHECK_THAT(refusal_of(heading + "1\n2\n1\ninf\n1\n"), ContainsSubstring("not a point"));
    CHECK_THAT(refusal_of(heading + "2\n2\n1\n1\nnan\n0\n1\n1\n"), ContainsSubstring("not a point"));
    CHECK_THAT(refusal_of(heading + "1\n2\n1\nnan\nnan\n"), ContainsSubstring("knows no class"));
}
