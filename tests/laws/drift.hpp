#pragma once

#include <retrain/drift/concept.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

namespace retrain::laws {

/// Indices, from 0, at which `detector` answers `level`.
template <DriftDetector D>
[[nodiscard]] constexpr std::vector<std::size_t> answers(D detector,
                                                         std::vector<double> const& values,
                                                         drift_level level = drift_level::drift) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (detector.update(values[i]) == level) found.push_back(i);
    return found;
}

/// [detector.once] after a drift it answers like one that has seen nothing.
template <DriftDetector D>
[[nodiscard]] constexpr bool starts_anew(D const& fresh, std::vector<double> const& values) {
    D one{fresh};
    D since_drift{fresh};
    for (double const value : values) {
        drift_level const level = one.update(value);
        if (level != since_drift.update(value)) return false;
        if (level == drift_level::drift) since_drift = fresh;
    }
    return true;
}

/// [detector.reset] what it has seen before does not count.
template <DriftDetector D>
[[nodiscard]] constexpr bool forgets(D const& fresh, std::vector<double> const& values) {
    D used{fresh};
    for (double const value : values) (void)used.update(value);
    used.reset();
    return answers(used, values) == answers(fresh, values) &&
           answers(used, values, drift_level::warning) ==
               answers(fresh, values, drift_level::warning);
}

/// [detector.pure] equal detectors give equal answers to equal values.
template <DriftDetector D>
[[nodiscard]] constexpr bool repeats_itself(D const& fresh, std::vector<double> const& values) {
    D one{fresh};
    D other{fresh};
    for (double const value : values)
        if (one.update(value) != other.update(value)) return false;
    return true;
}

/// [detector.finite] values that are NaN or infinite between the others change no answer.
template <DriftDetector D>
[[nodiscard]] constexpr bool ignores_what_is_not_finite(D const& fresh,
                                                        std::vector<double> const& values) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double strange[] = {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity};
    D plain{fresh};
    D disturbed{fresh};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (disturbed.update(strange[i % 3]) != drift_level::none) return false;
        if (disturbed.update(values[i]) != plain.update(values[i])) return false;
    }
    return true;
}

/// [detector.invisible] saved and restored into another after every value, it answers as if it had
/// not been.
template <DriftDetector D>
[[nodiscard]] bool survives_restarts(D const& fresh, std::vector<double> const& values) {
    D running{fresh};
    D restarted{fresh};
    for (double const value : values) {
        D next{fresh};
        next.restore(restarted.save());
        restarted = next;
        if (running.save() != restarted.save()) return false;
        if (running.update(value) != restarted.update(value)) return false;
        if constexpr (requires { { running.statistic() } -> std::same_as<double>; })
            if (running.statistic() != restarted.statistic()) return false;
    }
    return true;
}

/// [detector.invisible] a text that it can't have written changes nothing.
template <DriftDetector D>
[[nodiscard]] bool leaves_strange_texts(D detector, std::vector<double> const& values) {
    for (double const value : values) (void)detector.update(value);
    auto const saved = detector.save();
    std::vector<std::string> texts{"", " ", "x", "nan ", "-1 -1 -1 ", "99999999999999999999 ",
                                   "0 0 18446744073709551615 18446744073709551615 ", saved + "1 "};
    for (std::size_t length = 0; length < saved.size(); ++length)
        texts.push_back(saved.substr(0, length));
    for (auto const& text : texts) {
        detector.restore(text);
        if (detector.save() != saved) return false;
    }
    return true;
}

/// The laws that can be sampled in a constant expression.
template <DriftDetector D>
[[nodiscard]] constexpr bool detector(D const& fresh, std::vector<double> const& values) {
    return starts_anew(fresh, values) && forgets(fresh, values) &&
           repeats_itself(fresh, values) && ignores_what_is_not_finite(fresh, values);
}

/// All laws.
template <DriftDetector D>
[[nodiscard]] bool saved_detector(D const& fresh, std::vector<double> const& values) {
    return detector(fresh, values) && survives_restarts(fresh, values) &&
           leaves_strange_texts(fresh, values);
}

}  // namespace retrain::laws
