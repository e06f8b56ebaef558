#include <retrain/trigger/number_stream.hpp>

#include <retrain/trigger/of_model.hpp>
#include <retrain/trigger/value_of.hpp>

#include <support/catch.hpp>

namespace {

using namespace retrain;

struct my_event {
    double number = 0;
};

/// What the concept asks for and nothing more.
struct archetype {
    using event = my_event;
    explicit archetype(int) {}
    archetype(archetype&&) = default;
    archetype& operator=(archetype&&) = default;
    std::optional<double> operator()(my_event const&) const noexcept;
};
static_assert(NumberStream<archetype>);
static_assert(stream_requirements::accepts<archetype>);
static_assert(stream_requirements::explain<archetype>());
static_assert(NumberStream<value_of<&my_event::number>> && NumberStream<of_model<"verdict">>);

struct without_event {
    std::optional<double> operator()(my_event const&) const noexcept;
};
static_assert(!NumberStream<without_event>);

struct without_value {
    using event = my_event;
};
static_assert(!NumberStream<without_value>);

struct plain_number {
    using event = my_event;
    double operator()(my_event const&) const noexcept;
};
static_assert(!NumberStream<plain_number>);

struct may_throw {
    using event = my_event;
    std::optional<double> operator()(my_event const&) const;
};
static_assert(!NumberStream<may_throw>);

struct changes_itself {
    using event = my_event;
    std::optional<double> operator()(my_event const&) noexcept;
};
static_assert(!NumberStream<changes_itself>);

}  // namespace
