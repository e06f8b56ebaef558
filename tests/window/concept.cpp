#include <retrain/window/concept.hpp>

#include <laws/window.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

using namespace retrain;

namespace near_miss {

struct without_role {
    time_point begin(dataset_view, std::string_view) const;
};
static_assert(!WindowPolicy<without_role>);

struct other_role {
    using policy_role = struct somebody;
    time_point begin(dataset_view, std::string_view) const;
};
static_assert(!WindowPolicy<other_role>);

struct without_begin {
    using policy_role = window_role;
};
static_assert(!WindowPolicy<without_begin>);

struct mutable_begin {
    using policy_role = window_role;
    time_point begin(dataset_view, std::string_view);
};
static_assert(!WindowPolicy<mutable_begin>);

struct answers_rows {
    using policy_role = window_role;
    std::size_t begin(dataset_view, std::string_view) const;
};
static_assert(!WindowPolicy<answers_rows>);

}  // namespace near_miss

namespace {

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = window_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    constexpr time_point begin(dataset_view, std::string_view) const { return time_point{}; }
};
static_assert(WindowPolicy<archetype>);
static_assert(window_role::accepts<archetype>);
static_assert(window_role::explain<archetype>());
static_assert(laws::lawful_window(archetype{}, testing::daily(3, 1).view(), ""));

struct empties {
    using policy_role = window_role;
    constexpr time_point begin(dataset_view, std::string_view) const { return time_point::max(); }
};

}  // namespace

TEST_CASE("the window's laws tell one that leaves rows from one that does not", "[window]") {
    auto const rows = testing::daily(3, 1);
    CHECK(laws::leaves_rows(archetype{}, rows.view(), ""));
    CHECK_FALSE(laws::leaves_rows(empties{}, rows.view(), ""));
}
