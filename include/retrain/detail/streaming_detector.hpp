#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/fixed_or_held.hpp>
#include <retrain/detail/number_text.hpp>
#include <retrain/detail/real_functions.hpp>
#include <retrain/drift/concept.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace retrain::detail {

/// What all detectors have in common: parameters that are fixed in the type or held, and a memory
/// that is emptied after a drift and can be saved.
///
/// A `Memory` is an aggregate with `see(value, parameters)`, which answers a level, `statistic`,
/// and `visit(memory, visitor)`, which shows a visitor its numbers.
template <class Memory, class Parameters, Parameters... Fixed>
    requires(sizeof...(Fixed) <= 1)
class streaming_detector : fixed_or_held<Parameters, Fixed...> {
    using given = fixed_or_held<Parameters, Fixed...>;
    static_assert((Fixed.valid() && ... && true),
                  "[detector.parameters] a parameter of this detector is out of its range: the "
                  "comments of its parameters tell what may be chosen");

   public:
    using parameter_type = Parameters;

    /// With the default parameters, where the type fixes none.
    constexpr streaming_detector() noexcept
        requires(sizeof...(Fixed) == 0)
        : given{Parameters{}} {}
    constexpr streaming_detector()
        requires(sizeof...(Fixed) == 1)
    = default;

    /// With parameters chosen at run time. Throws `error` (`bad_parameter`) where one is out of its
    /// range.
    constexpr explicit streaming_detector(Parameters chosen)
        requires(sizeof...(Fixed) == 0)
        : given{chosen} {
        if (!chosen.valid() || !fits(chosen))
            throw error{failure_reason::bad_parameter,
                        "a parameter of a drift detector is out of its range: the comments of its "
                        "parameters tell what may be chosen"};
    }

    /// Takes the next value. A value that is not finite is ignored: the answer is `none`, and what
    /// follows is as if it had not been shown. O(1) unless the detector says otherwise.
    constexpr drift_level update(double value) noexcept {
        if (!is_finite(value)) return drift_level::none;
        if (level_ == drift_level::drift) memory_ = Memory{};
        level_ = memory_.see(value, this->value());
        return level_;
    }

    /// Forgets all values.
    constexpr void reset() noexcept {
        memory_ = Memory{};
        level_ = drift_level::none;
    }

    /// The answer to the last finite value.
    [[nodiscard]] constexpr drift_level level() const noexcept { return level_; }
    /// What was compared with the threshold when it was answered; the detector tells what that is.
    [[nodiscard]] constexpr double statistic() const noexcept { return memory_.statistic; }
    [[nodiscard]] constexpr Parameters parameters() const noexcept { return this->value(); }

    [[nodiscard]] std::string save() const {
        number_writer out;
        out(static_cast<std::uint64_t>(level_), memory_.statistic);
        Memory::visit(memory_, out);
        return out.text();
    }

    /// Takes back what `save` gave, also where that had other parameters. A text that no detector
    /// of this kind and size can have written changes nothing.
    void restore(std::string_view saved) {
        number_reader in{saved};
        Memory memory{};
        std::uint64_t level = 0;
        in.within(level, static_cast<std::uint64_t>(drift_level::drift));
        in(memory.statistic);
        Memory::visit(memory, in);
        if (!in.ok() || !in.rest().empty()) return;
        memory_ = memory;
        level_ = static_cast<drift_level>(level);
    }

   private:
    [[nodiscard]] static constexpr bool fits(Parameters const& chosen) noexcept {
        if constexpr (requires { Memory::fits(chosen); }) return Memory::fits(chosen);
        return true;
    }

    Memory memory_{};
    drift_level level_ = drift_level::none;
};

}  // namespace retrain::detail
