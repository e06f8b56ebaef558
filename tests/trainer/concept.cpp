#include <retrain/trainer/concept.hpp>

#include <laws/trainer.hpp>
#include <support/catch.hpp>

#include <string>

#include "class_shares.hpp"
#include "sample_rows.hpp"

namespace {
using namespace retrain;
using testing::class_shares;
using testing::class_shares_trainer;

static_assert(Model<class_shares>);
static_assert(!std::is_copy_constructible_v<class_shares>);
static_assert(!std::is_default_constructible_v<class_shares>);
static_assert(Trainer<class_shares_trainer>);
static_assert(!TrainerBundle<class_shares_trainer>);
static_assert(trainer_role::explain<class_shares_trainer>());
static_assert(std::same_as<model_of<class_shares_trainer>, class_shares>);

}  // namespace

// Near misses: each fails one requirement alone.
namespace near_misses {
using namespace retrain;
using testing::class_shares;

struct without_role {
    static constexpr std::string_view name = "a";
    class_shares train(training_request const&);
};
struct without_name {
    using policy_role = trainer_role;
    class_shares train(training_request const&);
};
struct with_a_number_for_a_name : without_name {
    static constexpr int name = 1;
};
struct without_train {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "a";
};
struct train_of_nothing : without_train {
    class_shares train();
};
struct train_without_a_model : without_train {
    std::string train(training_request const&);
};
static_assert(!Trainer<without_role>);
static_assert(!Trainer<without_name>);
static_assert(!Trainer<with_a_number_for_a_name>);
static_assert(!Trainer<without_train>);
static_assert(!Trainer<train_of_nothing>);
static_assert(!Trainer<train_without_a_model>);

/// What a model needs, less what the second argument names.
enum class lacks { nothing, extension, save, load, predict, features, classes };
template <lacks What>
struct model {
    static constexpr std::string_view extension = "m";
    static model load(std::span<std::byte const>);
    std::vector<std::byte> save() const;
    void predict_proba(std::span<float const>, std::span<float>) const;
    std::size_t feature_count() const;
    std::size_t class_count() const;
};
static_assert(Model<model<lacks::nothing>>);

struct immovable : model<lacks::nothing> {
    immovable(immovable const&) = delete;
    static immovable load(std::span<std::byte const>);
};
template <>
struct model<lacks::extension> {
    static constexpr int extension = 1;
    static model load(std::span<std::byte const>);
    std::vector<std::byte> save() const;
    void predict_proba(std::span<float const>, std::span<float>) const;
    std::size_t feature_count() const;
    std::size_t class_count() const;
};
template <>
struct model<lacks::save> : model<lacks::nothing> {
    static model load(std::span<std::byte const>);
    std::string save() const;
};
struct loads_another : model<lacks::nothing> {};
template <>
struct model<lacks::predict> : model<lacks::nothing> {
    static model load(std::span<std::byte const>);
    void predict_proba(std::span<float const>, std::span<float>);  // not const
};
template <>
struct model<lacks::features> : model<lacks::nothing> {
    static model load(std::span<std::byte const>);
    std::string feature_count() const;
};
template <>
struct model<lacks::classes> : model<lacks::nothing> {
    static model load(std::span<std::byte const>);
    std::string class_count() const;
};
static_assert(!Model<immovable>);
static_assert(!Model<model<lacks::extension>>);
static_assert(!Model<model<lacks::save>>);
static_assert(!Model<loads_another>);
static_assert(!Model<model<lacks::predict>>);
static_assert(!Model<model<lacks::features>>);
static_assert(!Model<model<lacks::classes>>);
}  // namespace near_misses

TEST_CASE("the archetypes of trainer and model obey the laws") {
    auto const data = testing::sample_rows();
    class_shares_trainer trainer;
    training_request const request{.rows = data.view()};
    auto const shares = trainer.train(request);
    CHECK(laws::round_trips(shares, data.features));
    CHECK(laws::predicts_probabilities(shares, data.features));
    CHECK(laws::predicts_concurrently(shares, data.features));
    CHECK(laws::is_deterministic(trainer, request));
    CHECK(laws::keeps_to_the_rounds(trainer, request));
    CHECK(laws::heeds_a_stop(trainer, request));
    CHECK(laws::refuses_no_rows(trainer, request));
}
