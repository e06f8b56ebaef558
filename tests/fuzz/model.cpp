#include <retrain/trainer/import_xgboost_model.hpp>
#include <retrain/trainer/ubj_document.hpp>

#include <fuzz/targets.hpp>

#include <algorithm>
#include <limits>
#include <vector>

/// What the importer accepts, XGBoost loads, and it predicts probabilities.
void retrain::fuzz::model(bytes input) {
    bool const whole = is_ubj_object(input);
    try {
        auto const imported = import_xgboost_model(input, {.features = 1'000});
        must(whole, "what is imported is one UBJ object");
        constexpr std::size_t count = 3;
        std::vector<float> rows(count * imported.feature_count());
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = i % 3 == 0   ? std::numeric_limits<float>::quiet_NaN()
                      : i % 3 == 1 ? static_cast<float>(i) - 2.0F
                                   : std::numeric_limits<float>::max();
        std::vector<float> p(count * imported.class_count());
        imported.predict_proba(rows, p);
        must(std::ranges::all_of(p, [](float x) { return x >= 0 && x <= 1; }),
             "an imported model predicts probabilities");
    } catch (error const& refused) {
        must(refused.why() == failure_reason::corrupt_model, "a model is refused as corrupt");
    }
}
