#include <retrain/detail/sha256.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>

#include <string>

using namespace retrain;

TEST_CASE("SHA-256 has the digests of FIPS 180-4", "[store]") {
    auto const digest = [](std::string const& text) {
        return detail::sha256(std::as_bytes(std::span{text}));
    };
    CHECK(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(digest(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
