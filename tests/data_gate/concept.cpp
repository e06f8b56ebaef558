#include <retrain/data_gate/concept.hpp>

#include <laws/data_gate.hpp>
#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;

namespace near_miss {

struct without_role {
    data_findings check(dataset_view, std::span<model_metadata const>) const;
};
static_assert(!DataGate<without_role>);

struct other_role {
    using policy_role = struct somebody;
    data_findings check(dataset_view, std::span<model_metadata const>) const;
};
static_assert(!DataGate<other_role>);

struct without_check {
    using policy_role = data_gate_role;
};
static_assert(!DataGate<without_check>);

struct mutable_check {
    using policy_role = data_gate_role;
    data_findings check(dataset_view, std::span<model_metadata const>);
};
static_assert(!DataGate<mutable_check>);

struct answers_bool {
    using policy_role = data_gate_role;
    bool check(dataset_view, std::span<model_metadata const>) const;
};
static_assert(!DataGate<answers_bool>);

}  // namespace near_miss

namespace {

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = data_gate_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    data_findings check(dataset_view, std::span<model_metadata const>) const { return {}; }
};
static_assert(DataGate<archetype>);
static_assert(data_gate_role::accepts<archetype>);
static_assert(data_gate_role::explain<archetype>());

}  // namespace

TEST_CASE("the data gate's laws tell findings that fit from others", "[data_gate]") {
    auto const rows = testing::toy_rows(4);
    CHECK(laws::lawful_data_gate(archetype{}, rows.view(), {}));
    CHECK(laws::fits({std::vector(4, row_fault::none), {0}, {}}, rows.view()));
    CHECK_FALSE(laws::fits({std::vector(3, row_fault::none), {}, {}}, rows.view()));
    CHECK_FALSE(laws::fits({{}, {1}, {}}, rows.view()));
    CHECK_FALSE(laws::fits({{}, {0, 0}, {}}, rows.view()));

    struct moody {
        using policy_role = data_gate_role;
        mutable std::size_t times = 0;
        data_findings check(dataset_view, std::span<model_metadata const>) const {
            return {{}, {}, std::vector<std::string>(times++)};
        }
    };
    CHECK_FALSE(laws::answers_the_same(moody{}, rows.view(), {}));
}
