// The code of docs/promotion.md.
//! [own]
#include <retrain/promotion/concept.hpp>

#include <chrono>
#include <optional>

namespace rt = retrain;

/// A clear win goes live at once; for a narrow one somebody is asked, within a day.
struct ask_when_narrow {
    using policy_role = rt::promotion_role;

    [[nodiscard]] std::optional<rt::set_aside_as> place(rt::verdict const& won,
                                                        rt::time_point now) const noexcept {
        bool const narrow = won.challenger > 0.98 * won.champion;  // two losses
        if (!narrow) return std::nullopt;
        return rt::set_aside_as{rt::candidate_state::waiting, now + std::chrono::days{1}};
    }
};
static_assert(rt::PromotionPolicy<ask_when_narrow>);
//! [own]

#include <retrain/defaults.hpp>
#include <retrain/event/static_bus.hpp>
#include <retrain/promotion/await_approval.hpp>
#include <retrain/retrain.hpp>
#include <retrain/source/memory_source.hpp>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace {

/// Says how the feature's sign goes with the class.
struct sign_model {
    static constexpr std::string_view extension = "sign";
    float trust = 0.9F;
    std::vector<std::byte> save() const {
        std::vector<std::byte> bytes(sizeof trust);
        std::memcpy(bytes.data(), &trust, sizeof trust);
        return bytes;
    }
    static sign_model load(std::span<std::byte const> bytes) {
        sign_model model;
        std::memcpy(&model.trust, bytes.data(), sizeof model.trust);
        return model;
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            out[2 * row] = rows[row] < 0 ? trust : 1 - trust;
            out[2 * row + 1] = 1 - out[2 * row];
        }
    }
    static std::size_t feature_count() { return 1; }
    static std::size_t class_count() { return 2; }
};
struct sign_trainer {
    using policy_role = rt::trainer_role;
    static constexpr std::string_view name = "risk";
    sign_model train(rt::training_request const&) { return {}; }
};

rt::dataset rows() {
    rt::dataset data;
    data.shape = {{{"momentum", rt::column_type::number}}, {"avoid", "buy"}, {}};
    for (std::uint32_t row = 0; row < 100; ++row) {
        data.labels.push_back(row % 2);
        data.features.push_back(row % 2 == 0 ? -1.0F : 1.0F);
        data.entry.push_back(rt::time_point{std::chrono::days{row}});
        data.exit.push_back(rt::time_point{std::chrono::days{row + 1}});
    }
    return data;
}

//! [approve]
template <class Service>
std::string decide(Service& service) {
    auto const open = service.open_candidate("risk");
    if (!open) return "nothing waits";
    if (open->metadata.metrics.at("log_loss") > 0.5) {
        service.decline("risk", "too unsure of itself");
        return "declined";
    }
    auto const outcome = service.approve("risk", "its trades of last month look right");
    return outcome.published ? "live" : "did not hold on the rows that came since";
}
//! [approve]

}  // namespace

int main() {
    std::filesystem::remove_all("promotion_example");
    rt::settings settings;
    settings.models_directory = "promotion_example/models";
    settings.logs_directory = "promotion_example/logs";
    rt::retraining_service<sign_trainer, rt::memory_source, rt::no_backup, rt::await_approval<>>
        service{settings, rt::memory_source{rows()}};
    bool const trained = static_cast<bool>(service.retrain());
    bool const waits = !service.live<"risk">() && service.open_candidate("risk");
    bool const live = decide(service) == "live" && service.live<"risk">();

    rt::verdict won;
    won.challenger = 0.5;
    won.champion = 0.6;
    bool const own = !ask_when_narrow{}.place(won, {});
    won.champion = 0.501;
    return trained && waits && live && own && ask_when_narrow{}.place(won, {}) ? 0 : 1;
}
