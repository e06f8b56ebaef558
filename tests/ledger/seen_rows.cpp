#include <retrain/ledger/seen_rows.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <span>
#include <vector>

using namespace retrain;
using detail::seen_from_bytes;
using detail::seen_to_bytes;

TEST_CASE("seen rows are what they were after their way through bytes", "[ledger]") {
    for (std::vector<seen_row> const& rows :
         {std::vector<seen_row>{}, {{0x0123456789abcdef, 1}}, {{1, 2}, {3, ~std::uint64_t{0}}}}) {
        auto const bytes = seen_to_bytes(rows);
        CHECK(bytes.size() == 16 + 16 * rows.size());
        CHECK(seen_from_bytes(bytes) == rows);
    }
}

TEST_CASE("the form does not depend on the machine", "[ledger]") {
    auto const bytes = seen_to_bytes(std::vector<seen_row>{{0x0123456789abcdef, 1}});
    CHECK(bytes[8] == std::byte{1});  // one row
    CHECK(bytes[16] == std::byte{0xef});
    CHECK(bytes[23] == std::byte{0x01});
    CHECK(bytes[24] == std::byte{1});
}

TEST_CASE("bytes of another form are no seen rows", "[ledger]") {
    auto const whole = seen_to_bytes(std::vector<seen_row>{{1, 2}, {3, 4}});
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(seen_from_bytes(std::span{whole}.first(size)));
    for (std::size_t place = 0; place < 16; ++place) {
        auto other = whole;
        other[place] ^= std::byte{1};
        CHECK_FALSE(seen_from_bytes(other));
    }
}
