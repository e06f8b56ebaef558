#include <retrain/validation/options.hpp>

#include <type_traits>

namespace {

using namespace retrain;

static_assert(significance<0.05>::at(1) == 0.025);
static_assert(significance<0.06>::at(2) > 0.00999 && significance<0.06>::at(2) < 0.01001);
static_assert(significance<0.05>::at(0) == significance<0.05>::at(1));
/// All attempts together spend alpha, and no more.
static_assert([] {
    double spent = 0.0;
    for (std::size_t k = 1; k <= 10'000; ++k) spent += significance<0.05>::at(k);
    return spent > 0.0499 && spent < 0.05;
}());
static_assert(refresh_after<>::age == std::chrono::days{90} && refresh_after<>::margin == 0.01);
static_assert(std::is_same_v<refresh_after<std::chrono::days{90}>,
                             refresh_after<std::chrono::hours{2160}>>);
static_assert(!never_refresh::refreshes);

}  // namespace
