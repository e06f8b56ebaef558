#include <retrain/core/verdict.hpp>

using namespace retrain;

namespace {
template <class Reason>
consteval bool names_differ(Reason last) {
    for (int a = 0; a <= static_cast<int>(last); ++a) {
        if (name(Reason{a}) == "unknown") return false;
        for (int b = 0; b < a; ++b)
            if (name(Reason{a}) == name(Reason{b})) return false;
    }
    return name(Reason{static_cast<int>(last) + 1}) == "unknown";
}
constexpr verdict of(decision_kind kind) {
    verdict v;
    v.kind = kind;
    return v;
}
}  // namespace

static_assert(names_differ(decision_kind::inconclusive));
static_assert(names_differ(verdict_reason::not_validated));
static_assert(of(decision_kind::promote).publishes() && of(decision_kind::no_baseline).publishes());
static_assert(!of(decision_kind::reject).publishes());
static_assert(!of(decision_kind::inconclusive).publishes());
static_assert(!verdict{}.publishes());
static_assert(verdict{}.challenger != verdict{}.challenger);  // NaN: no score yet
