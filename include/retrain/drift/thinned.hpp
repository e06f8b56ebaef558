#pragma once

#include <retrain/detail/number_text.hpp>
#include <retrain/detail/real_functions.hpp>
#include <retrain/drift/concept.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

namespace detail {
template <class Detector>
struct parameter_of {};
template <class Detector>
    requires requires { typename Detector::parameter_type; }
struct parameter_of<Detector> {
    using parameter_type = typename Detector::parameter_type;
};
}  // namespace detail

/// Use when labels overlap: shows a detector one value of every `Every`, the first, and drops the
/// others. With `Every` outcomes within a label's horizon, what it sees is as good as independent,
/// and its thresholds mean what they say; it costs delay. The other remedy is `calibrate` with
/// blocks.
template <DriftDetector Detector, std::uint64_t Every>
    requires(Every > 0)
class thinned : public detail::parameter_of<Detector> {
   public:
    static constexpr std::string_view name = Detector::name;

    constexpr thinned()
        requires std::default_initializable<Detector>
    = default;
    constexpr explicit thinned(Detector detector) : detector_{std::move(detector)} {}
    template <class Parameters>
        requires(std::same_as<Parameters, typename Detector::parameter_type> &&
                 std::constructible_from<Detector, Parameters>)
    constexpr explicit thinned(Parameters chosen) : detector_{chosen} {}

    /// A warning stands until the next value that the detector is shown.
    constexpr drift_level update(double value) noexcept {
        if (!detail::is_finite(value)) return drift_level::none;
        if (level_ == drift_level::drift) {
            level_ = drift_level::none;
            skipped_ = 0;
        }
        if (skipped_ == 0) level_ = detector_.update(value);
        skipped_ = (skipped_ + 1) % Every;
        return level_;
    }

    constexpr void reset() noexcept {
        detector_.reset();
        skipped_ = 0;
        level_ = drift_level::none;
    }

    [[nodiscard]] constexpr double statistic() const noexcept
        requires requires(Detector const& d) { { d.statistic() } noexcept -> std::same_as<double>; }
    {
        return detector_.statistic();
    }
    [[nodiscard]] constexpr Detector const& detector() const noexcept { return detector_; }
    [[nodiscard]] constexpr auto parameters() const noexcept
        requires requires(Detector const& d) { d.parameters(); }
    {
        return detector_.parameters();
    }

    [[nodiscard]] std::string save() const {
        std::string const inner = detector_.save();
        detail::number_writer out;
        out(skipped_, static_cast<std::uint64_t>(level_), inner.size());
        return out.text() + inner;
    }
    void restore(std::string_view saved) {
        detail::number_reader in{saved};
        std::uint64_t skipped = 0;
        std::uint64_t level = 0;
        in.within(skipped, Every - 1);
        in.within(level, static_cast<std::uint64_t>(drift_level::drift));
        std::size_t length = 0;
        in(length);
        if (!in.ok() || in.rest().size() != length) return;
        detector_.restore(in.rest());
        skipped_ = skipped;
        level_ = static_cast<drift_level>(level);
    }

   private:
    Detector detector_{};
    std::uint64_t skipped_ = 0;
    drift_level level_ = drift_level::none;
};

}  // namespace retrain
