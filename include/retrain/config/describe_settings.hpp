#pragma once

#include <retrain/core/settings.hpp>
#include <retrain/detail/setting_value.hpp>
#include <retrain/detail/visit_settings.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace retrain {

/// One setting, for a table or a program's `--help`.
struct setting_description {
    std::string variable;  ///< "RETRAIN_MIN_NEW_SAMPLES"
    std::string type;      ///< "whole number"
    std::string range;     ///< "0 to 1000000000"; empty where every value of the type is allowed
    std::string standard;  ///< what it is where nobody says otherwise
};

/// All settings of `S`, in the order of their declaration.
template <class S = settings>
[[nodiscard]] std::vector<setting_description> describe_settings() {
    std::vector<setting_description> all;
    if constexpr (detail::explain_settings<S>()) {
        S standard{};
        detail::visit_settings(
            standard, "RETRAIN_",
            [&](std::string const& variable, std::string_view, auto const& value, auto const&) {
                using type = detail::setting_value<std::remove_cvref_t<decltype(value)>>;
                all.push_back({variable, type::type(), type::range(), type::write(value)});
            });
    }
    return all;
}

}  // namespace retrain
