#include <retrain/core/type_name.hpp>

struct outside {};
namespace {
struct hidden {};
}
namespace some::deep {
struct event {};
template <class... Ts>
struct joined {};
}  // namespace some::deep

using retrain::type_name;

static_assert(type_name<outside>() == "outside" && type_name<int>() == "int");
static_assert(type_name<hidden>() == "hidden");
static_assert(type_name<some::deep::event>() == "event");
static_assert(type_name<some::deep::joined<>>() == "joined<>");
static_assert(type_name<some::deep::joined<some::deep::event>>() == "joined<some::deep::event>");
