#include <retrain/core/schema.hpp>

#include <cstdint>
#include <string>

using namespace retrain;

// FNV-1a's published test vectors for 64 bits.
static_assert(detail::fnv1a("", detail::fnv1a_offset) == 0xcbf29ce484222325);
static_assert(detail::fnv1a("a", detail::fnv1a_offset) == 0xaf63dc4c8601ec8c);
static_assert(detail::fnv1a("foobar", detail::fnv1a_offset) == 0x85944171f73967e8);
static_assert(detail::fnv1a("bar", detail::fnv1a("foo", detail::fnv1a_offset)) ==
              0x85944171f73967e8);

namespace {
/// The fingerprint of `rsi` and `above` with the given type.
constexpr std::uint64_t of(std::string_view first, std::string_view second,
                           column_type type = column_type::number) {
    return detail::add_column(
        detail::add_column(detail::fnv1a_offset, first, column_type::number), second, type);
}
}  // namespace

static_assert(of("rsi", "above") == of("rsi", "above"));
static_assert(of("rsi", "above") != of("above", "rsi"));
static_assert(of("rsi", "above") != of("rsiabove", ""));
static_assert(of("rsi", "above") != of("rsi", "above", column_type::boolean));
