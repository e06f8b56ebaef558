#include <retrain/validation/champion_challenger.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

struct error_rate {
    static constexpr std::string_view name = "error_rate";
    using direction = retrain::lower_is_better;
#ifndef REJECT
    using unit = retrain::share_unit;
#else
    using unit = double;
#endif
    double row_score(std::span<float const>, std::uint32_t) const noexcept { return 0.0; }
    double score(std::span<float const>, std::span<std::uint32_t const>,
                 std::size_t) const noexcept {
        return 0.0;
    }
};
retrain::champion_challenger<error_rate> gate;
retrain::verdict const verdict = gate.decide({});
