#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/window/concept.hpp>

#include <string_view>
#include <type_traits>

namespace retrain {

/// A part of `windows`: `Window` where the run's reason contains `Text`.
template <fixed_string Text, class Window>
struct when {
    static_assert(!Text.view().empty(), "when<Text, Window>: an empty text is in every reason; say "
                                        "otherwise<Window>");
    using explained = std::bool_constant<window_role::explain<Window>()>;
    [[no_unique_address]] Window window{};

    [[nodiscard]] static constexpr bool applies(std::string_view why) noexcept {
        return why.find(Text.view()) != std::string_view::npos;
    }
};

/// The last part of `windows`: `Window` for every other reason.
template <class Window>
struct otherwise {
    using explained = std::bool_constant<window_role::explain<Window>()>;
    [[no_unique_address]] Window window{};

    [[nodiscard]] static constexpr bool applies(std::string_view) noexcept { return true; }
};

}  // namespace retrain
