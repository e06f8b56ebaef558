#include <retrain/core/training.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <stop_token>

using namespace retrain;

namespace {
struct boosted {
    std::size_t rounds() const { return 80; }
};
struct centroid {};
}  // namespace

TEST_CASE("rounds are those of a model that counts them", "[core]") {
    CHECK(rounds_of(boosted{}) == 80U);
    CHECK_FALSE(rounds_of(centroid{}));
}

TEST_CASE("a request asks for one thread, all rounds, and can't be stopped", "[core]") {
    training_request const request{.rows = {}};
    CHECK(request.threads == 1);
    CHECK_FALSE(request.rounds);
    CHECK_FALSE(request.stop.stop_possible());
    CHECK_FALSE(request.progress);
    CHECK(request.stopping_rows.row_count() == 0);
}
