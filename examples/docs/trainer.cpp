// The code of docs/trainer.md.
//! [own]
#include <retrain/trainer/check_training.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/trainer/explain_model.hpp>

#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rt = retrain;

/// Knows how often the second of two classes occurs, and says so whatever the row is.
class base_rate {
   public:
    static constexpr std::string_view extension = "rate";

    base_rate(float rate, std::size_t features) : rate_{rate}, features_{features} {}

    [[nodiscard]] std::vector<std::byte> save() const {
        std::string text(64, '\0');
        auto* const end = text.data() + text.size();
        auto* place = std::to_chars(text.data(), end, features_).ptr;
        *place++ = ' ';
        text.resize(static_cast<std::size_t>(std::to_chars(place, end, rate_).ptr - text.data()));
        auto const bytes = std::as_bytes(std::span{text});
        return {bytes.begin(), bytes.end()};
    }

    [[nodiscard]] static base_rate load(std::span<std::byte const> bytes) {
        auto const* const end = reinterpret_cast<char const*>(bytes.data()) + bytes.size();
        std::size_t features = 0;
        float rate = -1.0F;
        auto const* place =
            std::from_chars(reinterpret_cast<char const*>(bytes.data()), end, features).ptr;
        if (place != end && *place == ' ') place = std::from_chars(place + 1, end, rate).ptr;
        if (place != end || features == 0 || !(rate >= 0.0F && rate <= 1.0F))
            throw rt::error{rt::failure_reason::corrupt_model,
                            "a .rate file holds the number of features and a rate within 0 to 1"};
        return {rate, features};
    }

    void predict_proba(std::span<float const>, std::span<float> probabilities) const {
        for (std::size_t row = 0; row < probabilities.size() / 2; ++row) {
            probabilities[2 * row] = 1.0F - rate_;
            probabilities[2 * row + 1] = rate_;
        }
    }
    [[nodiscard]] std::size_t feature_count() const noexcept { return features_; }
    [[nodiscard]] std::size_t class_count() const noexcept { return 2; }

   private:
    float rate_;
    std::size_t features_;
};
static_assert(rt::explain_model<base_rate>());  // names the first requirement that is not met

struct base_rate_trainer {
    using policy_role = rt::trainer_role;
    static constexpr std::string_view name = "base_rate";

    [[nodiscard]] base_rate train(rt::training_request const& request) const {
        rt::check_training(request, name);
        float second = 0.0F;
        for (auto const label : request.rows.labels) second += label == 1 ? 1.0F : 0.0F;
        return {second / static_cast<float>(request.rows.row_count()),
                request.rows.feature_count()};
    }
};
static_assert(rt::Trainer<base_rate_trainer>);
//! [own]

#include <retrain/trainer/xgboost.hpp>
#include <retrain/trainer/xgboost_training.hpp>

#include <cstdio>

namespace {

//! [two]
using models = rt::train_each<rt::random_forest, rt::gradient_boosting>;

models const trainers{
    rt::random_forest{{.trees = 300, .max_depth = 10}},
    rt::gradient_boosting{{.rounds = 200, .learning_rate = 0.05, .balance_classes = true}},
};
static_assert(models::names[0] == "random_forest");
//! [two]

//! [named]
using shallow = rt::basic_gradient_boosting<"shallow">;
using deep = rt::basic_gradient_boosting<"deep">;

rt::train_each const depths{shallow{{.max_depth = 2}}, deep{{.max_depth = 8}}};
//! [named]

//! [by_hand]
double probability_of_buy(rt::dataset_view rows, std::span<float const> row) {
    rt::gradient_boosting const trainer{{.rounds = 50}};
    rt::training_request request{.rows = rows, .threads = 1, .seed = 42};
    request.progress = [](rt::training_progress const& at) {
        if (at.round % 25 == 0) std::printf("round %zu of %zu\n", at.round, at.rounds);
    };
    auto const model = trainer.train(request);

    std::vector<float> probabilities(model.class_count());
    model.predict_proba(row, probabilities);
    return probabilities[1];
}
//! [by_hand]

//! [monotone]
/// The first feature may only raise the probability of the second class.
struct rising_boosting {
    using policy_role = rt::trainer_role;
    static constexpr std::string_view name = "rising_boosting";

    [[nodiscard]] rt::xgboost_model train(rt::training_request const& request) const {
        constexpr std::size_t rounds = 50;
        rt::xgboost_training training{request, name, false};
        training.set("monotone_constraints", "(1)");
        training.set("max_depth", 3);
        for (std::size_t round = 0; round < rounds; ++round) {
            training.round();  // throws `cancelled` if a stop was requested
            training.report(rounds);
        }
        return training.finish(rounds);
    }
};
//! [monotone]

/// One feature; the second class from 30 on, but for a dip at 40.
rt::dataset ramp() {
    rt::dataset data;
    data.shape.features = {{"strength", rt::column_type::number}};
    data.shape.classes = {"avoid", "buy"};
    for (std::uint32_t row = 0; row < 600; ++row) {
        auto const strength = row % 60;
        data.features.push_back(static_cast<float>(strength));
        data.labels.push_back(strength >= 30 && strength != 40 ? 1 : 0);
    }
    return data;
}

}  // namespace

int main() {
    auto const data = ramp();
    float const low[] = {5.0F}, dip[] = {40.0F}, high[] = {55.0F};
    if (!(probability_of_buy(data.view(), low) < 0.1)) return 1;
    if (!(probability_of_buy(data.view(), dip) < probability_of_buy(data.view(), high))) return 2;

    auto const rising = rising_boosting{}.train({.rows = data.view()});
    float before[2], after[2];
    float const just_before[] = {39.0F};
    rising.predict_proba(just_before, before);
    rising.predict_proba(dip, after);
    if (after[1] < before[1]) return 3;

    auto const rate = base_rate_trainer{}.train({.rows = data.view()});
    float first[2], second[2];
    rate.predict_proba(high, first);
    base_rate::load(rate.save()).predict_proba(high, second);
    if (first[1] != second[1] || first[1] < 0.4F || first[1] > 0.5F) return 4;

    bool const kept = trainers.get<rt::random_forest>().parameters.trees == 300 &&
                      depths.get<1>().parameters.max_depth == 8;
    return kept ? 0 : 5;
}
