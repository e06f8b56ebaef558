#pragma once

#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace retrain {

/// Use when a probability of 0.7 has to mean 7 in 10: the mean gap between how sure the winning
/// class was and how often it was right, over `Bins` equally wide ranges of sureness (lower bound
/// excluded) weighted by their rows (expected calibration error).
///
/// Absolute values make it no smooth function of the rows, so no test of a difference is valid: a
/// gate can bound it or limit its change (`also`), not decide by it.
template <std::size_t Bins = 10>
struct calibration_error {
    static_assert(Bins >= 1, "calibration_error<Bins>: there is at least one bin");
    using direction = lower_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "calibration_error";

    /// `probabilities` is row-major, `labels.size()` x `classes`; NaN unless they are `labelled`.
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        if (!labelled(probabilities, labels, classes))
            return std::numeric_limits<double>::quiet_NaN();
        std::array<double, Bins> gap{};  // sureness less hits, summed
        for (std::size_t row = 0; row < labels.size(); ++row) {
            auto const given = probabilities.subspan(row * classes, classes);
            auto const said = most_probable(given);
            double const sure = static_cast<double>(given[said]);
            std::size_t bin = 0;
            while (bin + 1 < Bins && static_cast<double>(bin + 1) / Bins < sure) ++bin;
            gap[bin] += sure - (said == labels[row] ? 1.0 : 0.0);
        }
        double sum = 0.0;
        for (double const one : gap) sum += one < 0.0 ? -one : one;
        return sum / static_cast<double>(labels.size());
    }
};

}  // namespace retrain
