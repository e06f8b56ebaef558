#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/event/prediction_outcome.hpp>
#include <retrain/trigger/number_stream.hpp>
#include <retrain/trigger/value_of.hpp>

#include <optional>
#include <string_view>

namespace retrain {

/// Use when outcomes of several models come on one bus: of the events of `Stream` those whose
/// member `model` is `Name`. `of_model<"verdict">` are the errors of that model.
template <fixed_string Name, NumberStream Stream = value_of<&prediction_outcome::error>>
    requires requires(typename Stream::event const& e) { std::string_view{e.model}; }
struct of_model {
    using event = typename Stream::event;

    [[no_unique_address]] Stream stream{};

    [[nodiscard]] constexpr std::optional<double> operator()(event const& e) const noexcept {
        if (std::string_view{e.model} != Name.view()) return std::nullopt;
        return stream(e);
    }
};

}  // namespace retrain
