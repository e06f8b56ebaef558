#pragma once

#include <retrain/core/role.hpp>
#include <retrain/core/training.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace retrain {

/// What a trainer returns and a service serves.
///
/// Let `m` be an `M const`, `rows` a row-major span of `n * m.feature_count()` floats and `p` a
/// span of `n * m.class_count()` floats.
///   [model.movable]   `M` is `std::movable`;
///   [model.extension] `M::extension` is a file name extension without a dot;
///   [model.save]      `m.save()` returns the model as `std::vector<std::byte>`;
///   [model.load]      `M::load(std::span<std::byte const>)` returns an `M`, or throws `error`;
///   [model.predict]   `m.predict_proba(rows, p)` fills `p`, a probability for each class; it may
///                     be called from several threads at once;
///   [model.shape]     `m.feature_count()` and `m.class_count()` convert to `std::size_t`.
/// Optional: `m.rounds()`, the boosting rounds it took;
///   [model.annotate]  `m.annotate(key, value)` on a mutable model, two `std::string_view`s, copies
///                     metadata into it; a member of that name that can't be called so is refused.
/// Semantics the compiler cannot see:
///   [model.round_trip] a model that was saved and loaded predicts the same to the last bit.
template <class M>
concept Model = std::movable<M> &&
    requires(M const& m, std::span<std::byte const> bytes, std::span<float const> rows,
             std::span<float> probabilities) {
        { M::extension } -> std::convertible_to<std::string_view>;
        { m.save() } -> std::same_as<std::vector<std::byte>>;
        { M::load(bytes) } -> std::same_as<M>;
        m.predict_proba(rows, probabilities);
        { m.feature_count() } -> std::convertible_to<std::size_t>;
        { m.class_count() } -> std::convertible_to<std::size_t>;
    };

namespace requirement {
template <class P>
concept TrainerNamed = requires { { P::name } -> std::convertible_to<std::string_view>; };
template <class P>
concept TrainerTrains = requires(P& p, training_request const& request) { p.train(request); };
template <class P>
concept TrainerReturnsModel = requires(P& p, training_request const& request) {
    { p.train(request) } -> Model;
};
}  // namespace requirement

struct trainer_role;

/// Answers: how is a model fitted?
///
/// Let `t` be a `T` and `r` a `training_request`.
///   [trainer.name]  `T::name` is the model's name: a file name, unique in the service;
///   [trainer.train] `t.train(r)` is well-formed;
///   [trainer.model] and returns a `Model`.
/// Optional: `t.wants_stopping_rows()`, where the trainer stops early on rows kept from it.
/// It throws `error` where it can't train. All calls of one run come from one thread.
/// Semantics the compiler cannot see:
///   [trainer.deterministic] equal requests with one thread give models that predict the same.
/// Default: none; a service without a trainer does not compile.
/// Models: `random_forest`, `gradient_boosting`; `train_each` joins several.
template <class T>
concept Trainer = PlaysRole<T, trainer_role> && requirement::TrainerNamed<T> &&
                  requirement::TrainerTrains<T> && requirement::TrainerReturnsModel<T>;

/// The type of the models that `T` trains.
template <Trainer T>
using model_of = decltype(std::declval<T&>().train(std::declval<training_request const&>()));

/// A bundle of trainers, each with a slot of its own: see `train_each`.
template <class T>
concept TrainerBundle = PlaysRole<T, trainer_role> && requires { typename T::trainers; };

struct trainer_role {
    template <class P>
    static constexpr bool accepts = Trainer<P> || TrainerBundle<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (TrainerBundle<P>)
            return true;
        else if constexpr (!requirement::TrainerNamed<P>)
            static_assert(sizeof(P) == 0, "[trainer.name] a Trainer names its model: "
                          "`static constexpr std::string_view name = \"my_model\";`");
        else if constexpr (!requirement::TrainerTrains<P>)
            static_assert(sizeof(P) == 0, "[trainer.train] a Trainer needs a member "
                          "`my_model train(retrain::training_request const&)`");
        else if constexpr (!requirement::TrainerReturnsModel<P>)
            static_assert(sizeof(P) == 0, "[trainer.model] a Trainer's `train` must return a "
                          "retrain::Model: extension, save, load, predict_proba, feature_count, "
                          "class_count");
        return accepts<P>;
    }
};

}  // namespace retrain
