#pragma once

#include <retrain/core/type_list.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/trainer/explain_model.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace retrain {

namespace requirement {
template <class T>
concept TrainerNamedByFile =
    requires { typename std::bool_constant<std::string_view{T::name}.empty()>; } &&
    !std::string_view{T::name}.empty() &&
    std::ranges::all_of(std::string_view{T::name}, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });

template <class... Ts>
consteval bool names_differ() {
    std::array<std::string_view, sizeof...(Ts)> names{Ts::name...};
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}

/// Fails to compile with the first thing that keeps `T` from being a part of `train_each`.
template <class T>
consteval bool explain_part() {
    if constexpr (TrainerBundle<T> || !PlaysRole<T, trainer_role>)
        static_assert(sizeof(T) == 0, "[trainer.each] every part of train_each must be a Trainer "
                      "that says `using policy_role = retrain::trainer_role;`, not a bundle");
    else if constexpr (TrainerNamed<T> && requires(T& t, training_request const& request) {
                           { t.train(request) } -> std::movable;
                       })
        explain_model<decltype(std::declval<T&>().train(std::declval<training_request const&>()))>();
    else
        trainer_role::explain<T>();
    if constexpr (Trainer<T> && !TrainerNamedByFile<T>)
        static_assert(sizeof(T) == 0, "[trainer.file_name] a Trainer's name is a constant of "
                      "letters, digits, `_` and `-`: files are named after it");
    return Trainer<T>;
}

template <class... Ts>
consteval bool explain_parts() {
    if constexpr (sizeof...(Ts) == 0)
        static_assert(sizeof...(Ts) != 0, "[trainer.any] train_each needs at least one Trainer: "
                      "`train_each<random_forest>`");
    else if constexpr ((explain_part<Ts>() && ...))
        static_assert(names_differ<Ts...>(), "[trainer.unique_name] the trainers of train_each "
                      "need different names, such as `basic_random_forest<\"shallow\">`");
    return true;
}
}  // namespace requirement

/// Several trainers, each with a model of its own: the service trains, judges and replaces them
/// one by one, so one may succeed where another fails.
///
/// Use when the program serves more than one model. Names are unique and fit for file names.
/// `train_each{random_forest{}, gradient_boosting{{.max_depth = 6}}}`
template <class... Ts>
class train_each {
    static_assert(requirement::explain_parts<Ts...>());

   public:
    using policy_role = trainer_role;
    using trainers = type_list<Ts...>;
    /// The models' names in the order of `trainers`.
    static constexpr std::array<std::string_view, sizeof...(Ts)> names{Ts::name...};

    constexpr train_each()
        requires(std::default_initializable<Ts> && ...)
    = default;
    constexpr explicit(sizeof...(Ts) == 1) train_each(Ts... parts)
        requires(sizeof...(Ts) > 0)
        : parts_{std::move(parts)...} {}

    /// The place of the trainer called `name`, or nothing.
    [[nodiscard]] static constexpr std::optional<std::size_t> index_of(
        std::string_view name) noexcept {
        auto const found = std::ranges::find(names, name);
        if (found == names.end()) return std::nullopt;
        return static_cast<std::size_t>(found - names.begin());
    }

    /// A trainer by its type or its place.
    template <class T>
        requires(trainers::template contains<T>)
    [[nodiscard]] constexpr T& get() noexcept {
        return std::get<T>(parts_);
    }
    template <class T>
        requires(trainers::template contains<T>)
    [[nodiscard]] constexpr T const& get() const noexcept {
        return std::get<T>(parts_);
    }
    template <std::size_t Index>
        requires(Index < sizeof...(Ts))
    [[nodiscard]] constexpr auto& get() noexcept {
        return std::get<Index>(parts_);
    }
    template <std::size_t Index>
        requires(Index < sizeof...(Ts))
    [[nodiscard]] constexpr auto const& get() const noexcept {
        return std::get<Index>(parts_);
    }

    /// Calls `f` with each trainer, in order.
    template <class F>
    constexpr void for_each(F&& f) {
        std::apply([&](Ts&... parts) { (static_cast<void>(f(parts)), ...); }, parts_);
    }
    template <class F>
    constexpr void for_each(F&& f) const {
        std::apply([&](Ts const&... parts) { (static_cast<void>(f(parts)), ...); }, parts_);
    }

   private:
    [[no_unique_address]] std::tuple<Ts...> parts_;
};

/// `T` itself if it is a bundle, else a bundle of it alone.
template <class T>
    requires(trainer_role::accepts<T>)
using as_bundle_t = std::conditional_t<TrainerBundle<T>, std::type_identity<T>,
                                       std::type_identity<train_each<T>>>::type;

}  // namespace retrain
