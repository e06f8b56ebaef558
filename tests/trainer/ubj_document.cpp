#include <retrain/trainer/ubj_document.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {
using namespace retrain;
using namespace std::string_view_literals;

constexpr bool accepts(std::string_view text) {
    std::byte bytes[256]{};
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = static_cast<std::byte>(text[i]);
    return is_ubj_object({bytes, text.size()});
}

static_assert(accepts("{}"));
static_assert(accepts("{i\1aZi\1bTi\1cF}"sv));
static_assert(accepts("{U\1aU_i\1bI__i\1cl____i\1dL________}"sv));
static_assert(accepts("{i\1ad____i\1bD________i\1cC_}"sv));
static_assert(accepts("{i\1aSi\5hello}"sv));
static_assert(accepts("{L\0\0\0\0\0\0\0\1aSI\0\2hi}"sv));
static_assert(accepts("{i\1a[i_i_]}"sv));
static_assert(accepts("{i\1a[#i\2i_i_}"sv));
static_assert(accepts("{i\1a[$d#i\2________}"sv));
static_assert(accepts("{i\1a[$T#l\x7f\xff\xff\xff}"sv));  // billions, without a byte each
static_assert(accepts("{#i\1i\1a{}"sv));

static_assert(!accepts(""));
static_assert(!accepts("{"));
static_assert(!accepts("[]"));
static_assert(!accepts("{}}"));
static_assert(!accepts("{\"a\":1}"));
static_assert(!accepts("{i\1a}"sv));
static_assert(!accepts("{i\1aQ}"sv));
static_assert(!accepts("{i\5aZ}"sv));
static_assert(!accepts("{i\1aSi\6hello}"sv));
static_assert(!accepts("{i\1aSi\xffhello}"sv));
static_assert(!accepts("{i\1a[i_i_}"sv));
static_assert(!accepts("{i\1a[$d#i\3________}"sv));
static_assert(!accepts("{i\1a[$di\2________}"sv));
static_assert(!accepts("{i\1a[#L\xff\xff\xff\xff\xff\xff\xff\xffi_}"sv));
static_assert(!accepts("{i\1a[$"sv));

bool accepts_nesting(std::size_t depth) {
    std::string const text =
        "{i\1a" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    return is_ubj_object(std::as_bytes(std::span{text}));
}
}  // namespace

TEST_CASE("nesting is accepted up to 64 levels, so that no document exhausts the stack") {
    CHECK(accepts_nesting(64));
    CHECK(!accepts_nesting(65));
    CHECK(!accepts_nesting(1'000'000));
}

TEST_CASE("a count beyond the bytes is refused at once") {
    CHECK(!accepts("{i\1a[$i#L\x7f\xff\xff\xff\xff\xff\xff\xff}"sv));
    CHECK(!accepts("{i\1a[#L\x7f\xff\xff\xff\xff\xff\xff\xff}"sv));
    CHECK(!accepts("{i\1a{$Z#L\x7f\xff\xff\xff\xff\xff\xff\xff}"sv));
}

TEST_CASE("whatever the bytes are, the walk ends and stays within them") {
    std::mt19937 random{1};
    auto const marks = "{}[]$#iUIlLdDSHCZNTF\1\2"sv;
    std::size_t accepted = 0;
    for (int attempt = 0; attempt < 20'000; ++attempt) {
        std::vector<std::byte> bytes{std::byte{'{'}};  // on the heap: the sanitizers watch its end
        for (auto length = random() % 40; length > 0; --length)
            bytes.push_back(static_cast<std::byte>(marks[random() % marks.size()]));
        accepted += is_ubj_object(bytes) ? 1U : 0U;
    }
    CHECK(accepted > 0);
    CHECK(accepted < 20'000);
}
