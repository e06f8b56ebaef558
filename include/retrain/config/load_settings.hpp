#pragma once

#include <retrain/config/environment.hpp>
#include <retrain/config/settings_error.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/edit_distance.hpp>
#include <retrain/detail/printable.hpp>
#include <retrain/detail/setting_value.hpp>
#include <retrain/detail/visit_settings.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain {

/// Settings, and what a person should know of how they came about, a sentence each.
template <class S>
struct loaded {
    S values{};
    std::vector<std::string> warnings{};
};

namespace detail {
struct leave_as_they_are {
    template <class S>
    constexpr void operator()(S&) const noexcept {}
};

/// Gives `value` what the variable says, or says what is wrong with it.
template <class Value, class Owner>
void take_setting(std::string const& variable, std::string_view member, std::string_view text,
                  Value& value, Owner& owner, std::vector<settings_mistake>& mistakes) {
    using type = setting_value<Value>;
    if (auto read = type::read(text)) {
        value = *std::move(read);
        if constexpr (std::same_as<Owner, settings>) owner.set_by_environment.emplace(member);
    } else {
        std::string problem{"'"};
        problem.append(printable(text.substr(0, 200))).append("' is not ");
        problem.append(type::expected()).append("; correct it, or unset it for the default, ");
        mistakes.push_back({variable, problem + type::write(value)});
    }
}

/// Variables that look like settings and are none. Every other `RETRAIN_` name does; of a prefix
/// that the program chose itself only near misses do, since it may have other uses for it.
inline void warn_of_unknown(environment const& variables, std::vector<std::string> const& known,
                            std::vector<std::string>& warnings) {
    constexpr std::size_t slip = 2;
    for (auto const& [variable, value] : variables.all()) {
        if (std::ranges::find(known, variable) != known.end()) continue;
        auto const distance = [&name = variable](std::string const& other) {
            return edit_distance(name, other);
        };
        auto const nearest = std::ranges::min_element(known, {}, distance);
        if (nearest == known.end()) continue;
        if (variable.starts_with("RETRAIN_") || distance(*nearest) <= slip)
            warnings.push_back(printable(variable) + " is set, but there is no such setting; the "
                               "nearest is " + *nearest);
    }
}
}  // namespace detail

/// Fills `S`, which is `settings` or a struct of your own that Hana reflects and that may nest
/// `settings`: from its default member values, then from the environment, then by `code`, a
/// callable that is given the `S&`.
///
/// The variable of `settings::training_data` is `RETRAIN_TRAINING_DATA`, and so on. A member of
/// your own begins with the `environment_prefix` (a `static constexpr std::string_view`) of its
/// struct; without one, with that of the struct around it and the name of the place there;
/// outermost, with `RETRAIN_`. A variable that is set but empty counts as not set, with a warning.
/// One that begins with `RETRAIN_` and names no setting gets a warning with the nearest name.
///
/// Throws `settings_error` with all mistakes at once: texts that are no value of the type or out
/// of its range, and what `code` throws as `error`.
template <class S = settings, std::invocable<S&> Code = detail::leave_as_they_are>
[[nodiscard]] loaded<S> load_settings(environment const& variables = environment::of_process(),
                                      Code&& code = {}) {
    loaded<S> result;
    if constexpr (detail::explain_settings<S>()) {
        std::vector<settings_mistake> mistakes;
        std::vector<std::string> known;
        detail::visit_settings(
            result.values, "RETRAIN_",
            [&](std::string const& variable, std::string_view member, auto& value, auto& owner) {
                known.push_back(variable);
                auto const text = variables.find(variable);
                if (!text) return;
                if (detail::stripped(*text).empty())
                    result.warnings.push_back(variable + " is set, but empty; that counts as not "
                                              "set");
                else
                    detail::take_setting(variable, member, *text, value, owner, mistakes);
            });
        detail::warn_of_unknown(variables, known, result.warnings);
        try {
            std::invoke(code, result.values);
        } catch (error const& mistake) {
            mistakes.push_back({"the program", mistake.what()});
        }
        if (!mistakes.empty()) throw settings_error{std::move(mistakes)};
    }
    return result;
}

}  // namespace retrain
