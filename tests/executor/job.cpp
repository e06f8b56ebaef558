#include <retrain/executor/job.hpp>

#include <support/catch.hpp>

#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

using namespace retrain;

static_assert(std::is_nothrow_move_constructible_v<job> && !std::is_copy_constructible_v<job>);
static_assert(!std::is_convertible_v<int, job>);

TEST_CASE("a job is done at most once", "[executor]") {
    int done = 0;
    job work{[&] { ++done; }};
    CHECK(work);
    work();
    CHECK_FALSE(work);
    work();
    CHECK(done == 1);

    job nothing;
    CHECK_FALSE(nothing);
    nothing();
}

TEST_CASE("a job owns what can't be copied and lets go of it when it is done", "[executor]") {
    auto owned = std::make_shared<int>(7);
    std::weak_ptr<int> const watched = owned;
    job work{[only = std::make_unique<std::shared_ptr<int>>(std::move(owned))] { ++**only; }};
    job moved{std::move(work)};
    CHECK(watched.use_count() == 1);
    moved();
    CHECK(watched.expired());
}

TEST_CASE("a job that throws is over", "[executor]") {
    job work{[] { throw std::runtime_error{"no"}; }};
    CHECK_THROWS_AS(work(), std::runtime_error);
    CHECK_FALSE(work);
}
