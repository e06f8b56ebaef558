#include <retrain/detail/row_hash.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace detail = retrain::detail;

TEST_CASE("hashes of texts differ wherever the texts differ") {
    std::string const text = "T000,2000-01-03,2000-01-31,0.98,-13.9028,buy";
    std::set<std::uint64_t> hashes{detail::hash_text(text), detail::hash_text("")};
    std::size_t count = 2;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string other = text;
        other[i] ^= 1;
        hashes.insert(detail::hash_text(other));
        hashes.insert(detail::hash_text(text.substr(0, i)));
        hashes.insert(detail::hash_text(text.substr(i) + text.substr(0, i) + ";"));
        count += i == 0 ? 2 : 3;  // the empty text is there already
    }
    CHECK(hashes.size() == count);
    CHECK(detail::hash_text(std::string(3, '\0')) != detail::hash_text(std::string(4, '\0')));
}

TEST_CASE("ledgers keep hashes, so that they stay what they are") {
    CHECK(detail::hash_text("") == 0);
    CHECK(detail::hash_text("retrain") == 0xadac845c6314ea28);
    CHECK(detail::hash_text("T000,2000-01-03,0.98,buy") == 0xfcc98faaac41f135);
}

TEST_CASE("each row gets a key of its own") {
    std::vector<std::uint64_t> keys{7, 8, 7, 0, 7, 8, 0};
    auto const before = keys;
    detail::make_unique(keys);
    CHECK(keys[0] == 7);
    CHECK(keys[1] == 8);
    CHECK(keys[3] == 0);
    auto sorted = keys;
    std::ranges::sort(sorted);
    CHECK(std::ranges::adjacent_find(sorted) == sorted.end());

    // Rows between them play no part: the second 7 is the same wherever it stands.
    std::vector<std::uint64_t> others{1, 7, 2, 3, 7, 4, 7};
    detail::make_unique(others);
    CHECK(others[1] == keys[0]);
    CHECK(others[4] == keys[2]);
    CHECK(others[6] == keys[4]);

    std::vector<std::uint64_t> none;
    detail::make_unique(none);
    CHECK(none.empty());
    std::vector<std::uint64_t> same(5'000, before[0]);
    detail::make_unique(same);
    std::ranges::sort(same);
    CHECK(std::ranges::adjacent_find(same) == same.end());
}
