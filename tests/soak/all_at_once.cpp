#include <soak/all_at_once.hpp>

#include <bit>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// A model of many equal parts, so that a mixture of two would show.
struct even_model {
    static constexpr std::string_view extension = "even";
    std::vector<float> parts = std::vector<float>(8, 0.5F);
    std::size_t serial = 0;

    [[nodiscard]] std::vector<std::byte> save() const {
        std::vector<std::byte> bytes(sizeof serial + parts.size() * sizeof(float));
        std::memcpy(bytes.data(), &serial, sizeof serial);
        std::memcpy(bytes.data() + sizeof serial, parts.data(), parts.size() * sizeof(float));
        return bytes;
    }
    [[nodiscard]] static even_model load(std::span<std::byte const> bytes) {
        even_model model;
        if (bytes.size() != sizeof serial + model.parts.size() * sizeof(float))
            throw error{failure_reason::corrupt_model, "not an even model"};
        std::memcpy(&model.serial, bytes.data(), sizeof serial);
        std::memcpy(model.parts.data(), bytes.data() + sizeof serial,
                    model.parts.size() * sizeof(float));
        return model;
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            float const sure = parts[row % parts.size()];
            out[2 * row] = rows[row] == 0 ? sure : 1 - sure;
            out[2 * row + 1] = 1 - out[2 * row];
        }
    }
    /// What the live model of a winner is made of.
    [[nodiscard]] std::size_t rounds() const noexcept { return serial; }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 1; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 2; }
};

/// Every third model is worse than a coin.
struct even_trainer {
    [[nodiscard]] even_model train(training_request const& request) const {
        even_model model;
        model.serial = request.rounds.value_or(request.seed);
        auto const part = static_cast<float>(model.serial % 97) / 97.0F;
        std::ranges::fill(model.parts, model.serial % 3 == 2 ? 0.1F + 0.3F * part : 0.55F + 0.4F * part);
        return model;
    }
};

}  // namespace

TEST_CASE("readers, writers, publishers, cancellations and shutdown at once", "[soak]") {
    constexpr int lives = 8;
    busy_world<even_trainer> world{"unused"};
    world.question.clear();
    for (int row = 0; row < 8; ++row) world.question.push_back(0);
    world.is_right = [](auto const& model, std::vector<float> const& answer) {
        // Every part of the answer is that of the version that its description tells of.
        double const known = model.metadata().metrics.at("log_loss");
        for (std::size_t row = 0; row < 8; ++row)
            if (std::abs(-std::log(static_cast<double>(answer[2 * row])) - known) > 1e-3)
                return false;
        return true;
    };
    world.live(lives);
    world.check(lives);
    CHECK(world.others->rejected > 0);
}
