#include <retrain/validation/units.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using namespace retrain;

TEST_CASE("each date begins a test, and dates a horizon apart are its units") {
    CHECK(staggered_units::tests(5, 2) ==
          std::vector<unit_list>{{{0, 1}, {2, 3}, {4, 5}}, {{1, 2}, {3, 4}}});
    CHECK(staggered_units::tests(2, 5) == std::vector<unit_list>{{{0, 1}}, {{1, 2}}});
    CHECK(staggered_units::tests(0, 5).empty());
}

TEST_CASE("every h-th date is one test") {
    CHECK(thinned_units::tests(5, 2) == std::vector<unit_list>{{{0, 1}, {2, 3}, {4, 5}}});
    CHECK(thinned_units::tests(4, 2) == std::vector<unit_list>{{{0, 1}, {2, 3}}});
    CHECK(thinned_units::tests(0, 2) == std::vector<unit_list>{{}});
}

TEST_CASE("blocks are whole and end with the last date") {
    CHECK(block_units<2>::tests(10, 2) == std::vector<unit_list>{{{2, 6}, {6, 10}}});
    CHECK(block_units<3>::tests(10, 2) == std::vector<unit_list>{{{4, 10}}});
    CHECK(block_units<2>::tests(3, 2) == std::vector<unit_list>{{}});
}

/// So many units as were asked for with `dates_for` dates, and fewer with one date less.
template <class Units>
bool counts_dates() {
    for (std::size_t horizon : {1U, 2U, 5U, 20U})
        for (std::size_t units : {2U, 12U, 25U}) {
            auto const fewest = [&](std::size_t dates) {
                std::size_t least = dates;
                for (auto const& test : Units::tests(dates, horizon))
                    least = std::min(least, test.size());
                return least;
            };
            std::size_t const needed = Units::dates_for(units, horizon);
            if (fewest(needed) != units || fewest(needed - 1) >= units) return false;
        }
    return true;
}

/// No two units of a test have dates that are less than a horizon apart, but blocks, which touch.
template <class Units>
bool keeps_apart(std::size_t horizon) {
    for (auto const& test : Units::tests(100, horizon))
        for (std::size_t i = 1; i < test.size(); ++i)
            if (test[i].begin < test[i - 1].begin + horizon || test[i].begin < test[i - 1].end)
                return false;
    return true;
}

TEST_CASE("the laws of units") {
    CHECK(counts_dates<staggered_units>());
    CHECK(counts_dates<thinned_units>());
    CHECK(counts_dates<block_units<2>>());
    CHECK(counts_dates<block_units<5>>());
    for (std::size_t horizon : {1U, 3U, 20U, 60U}) {
        CHECK(keeps_apart<staggered_units>(horizon));
        CHECK(keeps_apart<thinned_units>(horizon));
        CHECK(keeps_apart<block_units<2>>(horizon));
    }
}

}  // namespace
