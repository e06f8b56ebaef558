#pragma once

#include <retrain/trainer/concept.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace retrain {

/// For who writes a model: fails to compile with the first requirement that `M` misses, else true.
/// `static_assert(retrain::explain_model<my_model>());`
template <class M>
consteval bool explain_model() {
    using bytes = std::span<std::byte const>;
    if constexpr (!std::movable<M>)
        static_assert(sizeof(M) == 0, "[model.movable] a Model is moved from the trainer to the "
                      "readers: it needs a move constructor and a move assignment");
    else if constexpr (!requires { { M::extension } -> std::convertible_to<std::string_view>; })
        static_assert(sizeof(M) == 0, "[model.extension] a Model names its files: "
                      "`static constexpr std::string_view extension = \"bin\";`");
    else if constexpr (!requires(M const& m) {
                           { m.save() } -> std::same_as<std::vector<std::byte>>;
                       })
        static_assert(sizeof(M) == 0, "[model.save] a Model needs a const member "
                      "`std::vector<std::byte> save() const`");
    else if constexpr (!requires(bytes b) { { M::load(b) } -> std::same_as<M>; })
        static_assert(sizeof(M) == 0, "[model.load] a Model needs a static member "
                      "`static my_model load(std::span<std::byte const>)`");
    else if constexpr (!requires(M const& m, std::span<float const> rows, std::span<float> p) {
                           m.predict_proba(rows, p);
                       })
        static_assert(sizeof(M) == 0, "[model.predict] a Model needs a const member `void "
                      "predict_proba(std::span<float const> rows, std::span<float> out) const`");
    else if constexpr (!requires(M const& m) {
                           { m.feature_count() } -> std::convertible_to<std::size_t>;
                           { m.class_count() } -> std::convertible_to<std::size_t>;
                       })
        static_assert(sizeof(M) == 0, "[model.shape] a Model needs const members "
                      "`std::size_t feature_count() const` and `std::size_t class_count() const`");
    else if constexpr (requires { &M::annotate; } &&
                       !requires(M& m, std::string_view text) { m.annotate(text, text); })
        static_assert(sizeof(M) == 0, "[model.annotate] a Model that can carry metadata takes it by "
                      "`void annotate(std::string_view key, std::string_view value)`");
    return Model<M>;
}

}  // namespace retrain
