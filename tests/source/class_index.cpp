#include <retrain/detail/class_index.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

using retrain::detail::class_index;
using names = std::vector<std::string>;

TEST_CASE("known classes come first, then those of a list, then new ones") {
    names const known{"watch", "buy"};
    names const listed{"avoid", "buy", "hold"};
    class_index closed{known, listed};
    CHECK(closed.find("buy") == 1u);
    CHECK(closed.find("avoid") == 2u);
    CHECK(closed.find("hold") == 3u);
    CHECK_FALSE(closed.find("watch"));  // known, but the list has it no more
    CHECK_FALSE(closed.find("watch"));
    CHECK(closed.find("buy") == 1u);
    CHECK_FALSE(closed.find("sell"));
    CHECK(std::move(closed).take() == names{"watch", "buy", "avoid", "hold"});

    class_index open{known, {}};
    CHECK(open.find("watch") == 0u);
    CHECK_FALSE(open.find("sell"));
    CHECK(open.add("sell") == 2u);
    CHECK(open.find("sell") == 2u);
    CHECK(open.find("watch") == 0u);
    CHECK(open.size() == 3);
    CHECK(std::move(open).take() == names{"watch", "buy", "sell"});
}
