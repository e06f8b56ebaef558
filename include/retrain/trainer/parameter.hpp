#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/core/ranged.hpp>

#include <string>

namespace retrain {

/// A trainer's parameter: a number within `[Min, Max]` that knows its name, so that a mistake says
/// which parameter is wrong. Any other value, NaN included, throws `error` (`bad_parameter`); in a
/// constant expression it does not compile.
template <fixed_string Name, class T, auto Min, auto Max>
class parameter : public ranged<T, Min, Max> {
    using range = ranged<T, Min, Max>;

   public:
    constexpr parameter(T value) : range{checked(value)} {}  // implicit: it is a number

   private:
    static constexpr T checked(T value) {
        if (!range::contains(value))
            throw error{failure_reason::bad_parameter,
                        std::string{Name.view()} + " is " + std::to_string(value) +
                            ", but it must be within " + std::to_string(range::smallest) + " to " +
                            std::to_string(range::largest)};
        return value;
    }
};

}  // namespace retrain
