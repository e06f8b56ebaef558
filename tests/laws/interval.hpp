#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/interval/concept.hpp>

#include <chrono>
#include <cstddef>
#include <limits>

namespace retrain::laws {

namespace detail {
inline constexpr time_point noon{std::chrono::hours{24 * 20'000 + 12}};

/// Calls `f` with observations around the marks that policies look at; all that it answers must be
/// true. Among them is a clock that was set back behind the last run and the last failure.
template <class F>
[[nodiscard]] constexpr bool for_observations(F f) {
    using namespace std::chrono_literals;
    constexpr std::chrono::nanoseconds ago[]{-1h, 0ns, 59s, 1h, 24h - 1ns, 24h, 200h};
    constexpr std::size_t samples[]{0, 99, 100, 1000};
    constexpr std::size_t failures[]{0, 1, 12};
    for (auto const run : ago)
        for (auto const n : samples)
            for (auto const failed : failures)
                if (!f(observation{noon, noon - run, failed == 0 ? not_yet : noon - run, failed, n}))
                    return false;
    return f(observation{noon, not_yet, not_yet, 0, 0}) && f(observation{noon, not_yet, noon, 1, 0});
}
}  // namespace detail

/// [interval.pure] asked again, `p` and its copy say the same.
template <IntervalPolicy P>
[[nodiscard]] constexpr bool repeats_itself(P const& p) {
    P const copy{p};
    return detail::for_observations([&](observation const& o) {
        return p.allows(o) == p.allows(o) && p.allows(o) == copy.allows(o);
    });
}

/// [interval.monotone], which a policy may promise: once it allows, more time or more samples never
/// withdraw its consent.
template <IntervalPolicy P>
[[nodiscard]] constexpr bool monotone(P const& p) {
    using namespace std::chrono_literals;
    return detail::for_observations([&](observation const& o) {
        if (!p.allows(o)) return true;
        constexpr std::size_t more_samples[]{0, 1, 100};
        for (auto const later : {1ns, std::chrono::nanoseconds{30h}})
            for (auto const more : more_samples) {
                observation next = o;
                next.now += later;
                next.new_samples += more;
                if (!p.allows(next)) return false;
            }
        return true;
    });
}

/// A no is explained: by somebody, and where there is a measure there is less than it takes.
template <IntervalPolicy P>
[[nodiscard]] constexpr bool explains_itself(P const& p) {
    return detail::for_observations([&](observation const& o) {
        if (p.allows(o)) return true;
        refusal const no = why_refused(p, o);
        return !no.policy.empty() && (no.unit.empty() || no.have < no.need);
    });
}

/// `counts_samples` and `refuses_uncounted` are honest: a policy that does not count samples says
/// the same whatever their number is, and a refusal without counting stands whatever it is.
template <IntervalPolicy P>
[[nodiscard]] constexpr bool counts_honestly(P const& p) {
    return detail::for_observations([&](observation const& o) {
        constexpr std::size_t counts[]{0, 100, std::numeric_limits<std::size_t>::max()};
        for (auto const n : counts) {
            observation other = o;
            other.new_samples = n;
            if (!counts_samples<P> && p.allows(other) != p.allows(o)) return false;
            if (refuses_uncounted(p, o) && p.allows(other)) return false;
            if (refuses_uncounted(p, o) != refuses_uncounted(p, other)) return false;
        }
        return true;
    });
}

/// All laws that every interval policy obeys.
template <IntervalPolicy P>
[[nodiscard]] constexpr bool interval(P const& p) {
    return repeats_itself(p) && explains_itself(p) && counts_honestly(p);
}

}  // namespace retrain::laws
