#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/window/concept.hpp>
#include <retrain/window/when.hpp>

#include <cstddef>
#include <tuple>

namespace retrain {

namespace detail {
template <class Part>
inline constexpr bool is_when = false;
template <fixed_string Text, class Window>
inline constexpr bool is_when<when<Text, Window>> = true;
template <class Part>
inline constexpr bool is_otherwise = false;
template <class Window>
inline constexpr bool is_otherwise<otherwise<Window>> = true;

/// All parts but the last are `when`, the last is `otherwise`.
template <class... Parts>
[[nodiscard]] consteval bool parts_in_order() {
    bool good = sizeof...(Parts) > 0;
    std::size_t place = 0;
    ((good = good && (++place == sizeof...(Parts) ? is_otherwise<Parts> : is_when<Parts>)), ...);
    return good;
}
}  // namespace detail

/// Use when the window depends on why a model is retrained: after drift the recent past, else all
/// of it: `windows<when<"drift", last_days<365>>, otherwise<all_rows>>`. The first part that applies
/// answers.
///
/// A reason is the text that the run's record gives: the trigger's `reason::what`, its amount in
/// parentheses and what it is about, such as "drift (0.31): ddm" and "data_drift (2): momentum,
/// volume", or a person's words; the next try of a failed run repeats the reason of that run.
template <class... Parts>
struct windows {
    using policy_role = window_role;
    static constexpr bool explained = detail::parts_in_order<Parts...>();
    static_assert(explained, "[windows.parts] windows<...> takes when<\"text\", Window> parts and "
                             "one otherwise<Window> as the last");

    [[no_unique_address]] std::tuple<Parts...> parts{};

    [[nodiscard]] constexpr time_point begin(dataset_view rows, std::string_view why) const {
        time_point from = time_point::min();
        std::apply(
            [&](Parts const&... part) {
                (void)((part.applies(why) && (from = part.window.begin(rows, why), true)) || ...);
            },
            parts);
        return from;
    }
};

}  // namespace retrain
