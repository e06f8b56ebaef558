#include <retrain/service/smoke_test.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <chrono>
#include <limits>
#include <thread>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Does not load what it saved.
struct forgetful_model : toy_model {
    static forgetful_model load(std::span<std::byte const>) { return {}; }
};
static_assert(Model<forgetful_model>);

/// As large and as slow as a test wants.
struct heavy_model : toy_model {
    std::size_t padding = 0;
    int milliseconds = 0;
    std::size_t features = 1;

    [[nodiscard]] std::size_t feature_count() const noexcept { return features; }
    [[nodiscard]] std::vector<std::byte> save() const {
        std::vector<std::byte> bytes(sizeof(int) + sizeof(float) + padding);
        std::memcpy(bytes.data(), &confidence, sizeof confidence);
        std::memcpy(bytes.data() + sizeof confidence, &milliseconds, sizeof milliseconds);
        return bytes;
    }
    [[nodiscard]] static heavy_model load(std::span<std::byte const> bytes) {
        heavy_model model;
        std::memcpy(&model.confidence, bytes.data(), sizeof model.confidence);
        std::memcpy(&model.milliseconds, bytes.data() + sizeof model.confidence,
                    sizeof model.milliseconds);
        model.padding = bytes.size() - sizeof(int) - sizeof(float);
        return model;
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
        toy_model::predict_proba(rows, out);
    }
};

template <Model M>
std::string answer_to(M const& winner, smoke_baseline<M> champion = {}, smoke_limits limits = {}) {
    auto const rows = toy_rows(100);
    try {
        (void)smoke_test(winner, std::span<std::byte const>{winner.save()}, rows.view(), champion,
                         limits);
    } catch (error const& refused) {
        CHECK(refused.why() == failure_reason::smoke_test_failed);
        return refused.what();
    }
    return "passed";
}

}  // namespace

TEST_CASE("what passes is the loaded model", "[smoke_test]") {
    auto const rows = toy_rows(10);
    toy_model const whole{0.9F};
    CHECK(smoke_test(whole, whole.save(), rows.view()).confidence == 0.9F);
}

TEST_CASE("a model that is not what was saved does not pass", "[smoke_test]") {
    forgetful_model forgetful;
    forgetful.confidence = 0.9F;
    CHECK_THAT(answer_to(forgetful), ContainsSubstring("does not predict the same once it was saved"));
    CHECK_THAT(answer_to(toy_model{std::numeric_limits<float>::quiet_NaN()}),
               ContainsSubstring("not finite"));
}

TEST_CASE("a model that says the same of all rows does not pass", "[smoke_test]") {
    CHECK_THAT(answer_to(toy_model{0.5F}), ContainsSubstring("predicts the same for all 100 rows"));
    CHECK(answer_to(toy_model{0.51F}) == "passed");

    // The sample alone does not tell: every second row is the other class, and it takes each third.
    auto const rows = toy_rows(96);
    toy_model const model{0.9F};
    dataset alike = toy_rows(96);
    for (std::size_t row = 0; row < 96; ++row) alike.features[row] = row % 3 == 0 ? 0.0F : 1.0F;
    CHECK(smoke_test(model, model.save(), alike.view()).confidence == 0.9F);
}

TEST_CASE("a model much larger than the champion does not pass", "[smoke_test]") {
    heavy_model champion;
    heavy_model winner;
    champion.confidence = winner.confidence = 0.9F;
    winner.padding = 3'000'000;
    CHECK(answer_to(winner) == "passed");
    CHECK(answer_to(winner, {&champion, 400'000}) == "passed");
    CHECK_THAT(answer_to(winner, {&champion, 200'000}),
               ContainsSubstring("has 3000008 bytes, the champion 200000, and the limit is 2000000"));
    CHECK(answer_to(winner, {&champion, 200'000}, {.size_factor = 20}) == "passed");
    winner.padding = 900'000;  // nobody minds a small file, however much larger it is
    CHECK(answer_to(winner, {&champion, 10}) == "passed");
}

TEST_CASE("a model much slower than the champion does not pass", "[smoke_test]") {
    heavy_model champion;
    heavy_model winner;
    champion.confidence = winner.confidence = 0.9F;
    winner.milliseconds = 30;
    CHECK_THAT(answer_to(winner, {&champion, 8}), ContainsSubstring("ms to predict 32 rows"));
    champion.milliseconds = 30;
    CHECK(answer_to(winner, {&champion, 8}) == "passed");
}

TEST_CASE("a champion that can't read the rows says nothing of time", "[smoke_test]") {
    heavy_model champion;
    heavy_model winner;
    champion.confidence = winner.confidence = 0.9F;
    champion.features = 2;
    winner.milliseconds = 30;
    CHECK(answer_to(winner, {&champion, 8}) == "passed");
    winner.padding = 3'000'000;  // but of size
    CHECK_THAT(answer_to(winner, {&champion, 8}), ContainsSubstring("the champion 8"));
}
