#include <retrain/event/row_served.hpp>

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

#include <concepts>
#include <vector>

using namespace retrain;

static_assert(row_served::event_name == "row_served");
static_assert(sizeof(row_served) == sizeof(std::string_view) + sizeof(std::span<float const>));
static_assert(!std::copy_constructible<row_served>);  // nobody keeps what it refers to

TEST_CASE("a served row is seen where it stands, without a copy") {
    event_bus bus;
    float const* seen = nullptr;
    auto const token = bus.subscribe<row_served>(
        [&](row_served const& event) { seen = event.features.data(); });
    std::vector<float> const row{1, 2, 3};
    bus.publish(row_served{"verdict", row});
    CHECK(seen == row.data());
}
