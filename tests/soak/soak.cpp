#include <soak/soak.hpp>

#include <support/toy.hpp>

#include <cstring>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// As large as a small booster, so that one that is not let go shows.
struct heavy_model {
    static constexpr std::string_view extension = "heavy";
    static constexpr std::size_t weight = 64 * 1024;
    std::vector<std::byte> parts = std::vector<std::byte>(weight);

    [[nodiscard]] std::vector<std::byte> save() const { return parts; }
    [[nodiscard]] static heavy_model load(std::span<std::byte const> bytes) {
        return {{bytes.begin(), bytes.end()}};
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        float const sure = 0.6F + 0.3F * static_cast<float>(parts[0]) / 255.0F;
        for (std::size_t row = 0; row < rows.size() / 2; ++row) {
            out[2 * row] = rows[2 * row] == 0 ? sure : 1 - sure;
            out[2 * row + 1] = 1 - out[2 * row];
        }
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 2; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 2; }
};

struct heavy_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "soaked";
    unsigned turn = 0;

    [[nodiscard]] heavy_model train(training_request const&) {
        heavy_model model;
        std::ranges::fill(model.parts, static_cast<std::byte>(++turn));
        return model;
    }
};

}  // namespace

TEST_CASE("10,000 decisions and 200 runs leave nothing behind", "[soak]") {
    soaked_world<heavy_trainer> world{};
    // A model that is not let go, its judge or its bytes, is 64 KiB; a run's share of the bound 10.
    auto const grown = world.soak({.decisions = 10'000, .runs = 200, .warm_up = 40});
    CHECK(grown.heap < 160 * 10 * 1024);
    CHECK(grown.resident < 160 * 24 * 1024);
}
