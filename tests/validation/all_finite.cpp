#include <retrain/validation/all_finite.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>

#include <array>
#include <limits>

namespace {

using retrain::all_finite;

constexpr std::array extremes{0.0F,
                              -0.0F,
                              1.0F,
                              std::numeric_limits<float>::max(),
                              std::numeric_limits<float>::lowest(),
                              std::numeric_limits<float>::denorm_min()};
static_assert(all_finite({}));
static_assert(all_finite(extremes));
static_assert([] {
    for (float const value : retrain::laws::not_predictions)
        for (std::size_t i = 0; i < extremes.size(); ++i) {
            auto spoilt = extremes;
            spoilt[i] = value;
            if (all_finite(spoilt)) return false;
        }
    return true;
}());

TEST_CASE("finite predictions are told from others at run time too") {
    CHECK(all_finite(extremes));
    CHECK_FALSE(all_finite(retrain::laws::not_predictions));
}

}  // namespace
