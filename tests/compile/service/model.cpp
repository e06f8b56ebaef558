#include "support.hpp"

using namespace retrain::testing;

bool serves(core_service<toy_trainer<>>& service) {
#if defined(REJECT)
    return service.live<"tyo">() != nullptr;
#else
    return service.live<"toy">() != nullptr;
#endif
}
