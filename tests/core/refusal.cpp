#include <retrain/core/refusal.hpp>

#include <array>
#include <cstddef>

using namespace retrain;

namespace {
/// Every reason has a name of its own, and a value that is none has none.
consteval bool names_differ() {
    constexpr int last = static_cast<int>(skip_reason::shutting_down);
    for (int a = 0; a <= last; ++a) {
        if (name(skip_reason{a}) == "unknown") return false;
        for (int b = 0; b < a; ++b)
            if (name(skip_reason{a}) == name(skip_reason{b})) return false;
    }
    return name(skip_reason{last + 1}) == "unknown";
}
}  // namespace

static_assert(names_differ() && name(skip_reason::busy) == "busy");
static_assert(refusal{} == refusal{} && refusal{} != refusal{.why = skip_reason::busy});
static_assert(refusal{.have = 1} != refusal{.have = 2});
