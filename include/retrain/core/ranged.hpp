#pragma once

#include <retrain/core/error.hpp>

#include <string>

namespace retrain {

/// A number that is always within `[Min, Max]`. Assigning any other value, NaN included, throws
/// `error` (`bad_parameter`), in a constant expression it does not compile.
template <class T, auto Min, auto Max>
    requires(Min <= Max)
class ranged {
   public:
    using value_type = T;
    static constexpr T smallest = static_cast<T>(Min);
    static constexpr T largest = static_cast<T>(Max);

    [[nodiscard]] static constexpr bool contains(T value) noexcept {
        return value >= smallest && value <= largest;
    }

    constexpr ranged(T value) : value_{value} {  // implicit: it is a number
        if (!contains(value))
            throw error{failure_reason::bad_parameter,
                        std::to_string(value) + " is not within " + std::to_string(smallest) +
                            " to " + std::to_string(largest)};
    }
    constexpr operator T() const noexcept { return value_; }  // implicit
    [[nodiscard]] constexpr T value() const noexcept { return value_; }

   private:
    T value_;
};

}  // namespace retrain
