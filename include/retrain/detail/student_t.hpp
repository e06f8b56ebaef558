#pragma once

#include <boost/math/special_functions/beta.hpp>

#include <cmath>
#include <limits>

namespace retrain::detail {

/// The chance that a t-distributed number with `degrees` of freedom is above `t`: the incomplete
/// beta function I_{v/(v+t^2)}(v/2, 1/2), halved, for t >= 0. NaN for a NaN or no degrees.
[[nodiscard]] inline double student_t_above(double t, double degrees) noexcept {
    if (!(degrees > 0.0) || std::isnan(t)) return std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(t)) return t > 0.0 ? 0.0 : 1.0;
    namespace policies = boost::math::policies;
    using quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                                   policies::pole_error<policies::ignore_error>,
                                   policies::overflow_error<policies::ignore_error>,
                                   policies::evaluation_error<policies::ignore_error>,
                                   policies::promote_double<false>>;
    double const square = t * t;
    // Of the two forms, the one whose argument is not rounded to 1.
    double const tail =
        square < degrees
            ? boost::math::ibetac(0.5, degrees / 2.0, square / (degrees + square), quiet{}) / 2.0
            : boost::math::ibeta(degrees / 2.0, 0.5, degrees / (degrees + square), quiet{}) / 2.0;
    return t >= 0.0 ? tail : 1.0 - tail;
}

}  // namespace retrain::detail
