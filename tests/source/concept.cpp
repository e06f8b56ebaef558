#include <retrain/source/concept.hpp>

#include <laws/source.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <optional>

using retrain::DataSource;
using retrain::dataset;
using retrain::load_request;
using retrain::source_role;

namespace {

/// What the concept asks for and nothing more: `load` is not const, nothing is copied or moved.
struct archetype {
    using policy_role = source_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    dataset load(load_request const& request) {
        dataset rows;
        rows.shape.classes.assign(request.classes.begin(), request.classes.end());
        return rows;
    }
};
static_assert(DataSource<archetype>);
static_assert(source_role::accepts<archetype>);
static_assert(source_role::explain<archetype>());

struct without_role {
    dataset load(load_request const&);
};
static_assert(!DataSource<without_role>);

struct other_role {
    using policy_role = struct somebody;
    dataset load(load_request const&);
};
static_assert(!DataSource<other_role>);

struct without_load {
    using policy_role = source_role;
};
static_assert(!DataSource<without_load>);

struct asks_for_nothing {
    using policy_role = source_role;
    dataset load();
};
static_assert(!DataSource<asks_for_nothing>);

struct greedy_load {
    using policy_role = source_role;
    dataset load(load_request&);
};
static_assert(!DataSource<greedy_load>);

struct answers_reference {
    using policy_role = source_role;
    dataset const& load(load_request const&);
};
static_assert(!DataSource<answers_reference>);

struct answers_optional {
    using policy_role = source_role;
    std::optional<dataset> load(load_request const&);
};
static_assert(!DataSource<answers_optional>);

/// A type that may not be edited is adapted from outside.
struct foreign {
    dataset load(load_request const&);
};

}  // namespace

template <>
struct retrain::role_of<foreign> {
    using type = retrain::source_role;
};
static_assert(DataSource<foreign>);

TEST_CASE("a source without rows is lawful") {
    archetype source;
    CHECK(retrain::laws::lawful_source(source));
}

namespace {

/// Forgets that classes were known before.
struct forgetful {
    using policy_role = source_role;
    dataset load(load_request const&) {
        dataset rows;
        rows.shape = {{{"x"}}, {"buy"}, {}};
        rows.features = {1, 2};
        rows.labels = {0, 0};
        rows.weights = {1, 1};
        rows.entry = rows.exit = rows.known = {retrain::time_point{}, retrain::time_point{}};
        rows.keys = {1, 2};
        rows.contents = {3, 4};
        return rows;
    }
};

/// Says something else each time.
struct moody : forgetful {
    float value = 0;
    dataset load(load_request const& request) {
        dataset rows = forgetful::load(request);
        rows.features[0] = ++value;
        return rows;
    }
};

/// Two rows with one key.
struct confused : forgetful {
    dataset load(load_request const& request) {
        dataset rows = forgetful::load(request);
        rows.keys = {1, 1};
        return rows;
    }
};

}  // namespace

TEST_CASE("the laws find who breaks them") {
    forgetful a;
    moody b;
    confused c;
    CHECK_FALSE(retrain::laws::lawful_source(a));
    CHECK_FALSE(retrain::laws::lawful_source(b));
    CHECK_FALSE(retrain::laws::lawful_source(c));
    CHECK(retrain::laws::members_fit(a.load({})));
    CHECK(retrain::laws::rows_make_sense(a.load({})));
    CHECK_FALSE(retrain::laws::keeps_labels(a, std::vector<std::string>{"sell"}));
    CHECK_FALSE(retrain::laws::names_are_unique(c.load({})));
}
