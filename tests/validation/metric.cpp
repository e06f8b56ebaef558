#include <retrain/validation/metric.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>
#include <validation/error_rate.hpp>

#include <array>
#include <limits>

using labels_span = std::span<std::uint32_t const>;
using probabilities_span = std::span<float const>;
using retrain::Metric;

namespace near_miss {

struct without_name {
    using direction = retrain::lower_is_better;
    using unit = retrain::loss_unit;
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<without_name>);

struct nameless_number {
    using direction = retrain::lower_is_better;
    using unit = retrain::loss_unit;
    static constexpr int name = 3;
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<nameless_number>);

struct without_direction {
    using unit = retrain::loss_unit;
    static constexpr std::string_view name = "without_direction";
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<without_direction>);

struct other_direction {
    using unit = retrain::loss_unit;
    struct direction {
        static constexpr bool better(double, double) noexcept { return true; }
    };
    static constexpr std::string_view name = "other_direction";
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<other_direction>);

struct without_unit {
    using direction = retrain::lower_is_better;
    static constexpr std::string_view name = "without_unit";
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<without_unit>);

struct other_unit {
    using direction = retrain::lower_is_better;
    using unit = double;
    static constexpr std::string_view name = "other_unit";
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<other_unit>);

struct without_score {
    using direction = retrain::lower_is_better;
    using unit = retrain::loss_unit;
    static constexpr std::string_view name = "without_score";
};
static_assert(!Metric<without_score>);

struct score_may_throw {
    using direction = retrain::lower_is_better;
    using unit = retrain::loss_unit;
    static constexpr std::string_view name = "score_may_throw";
    double score(probabilities_span, labels_span, std::size_t) const;
};
static_assert(!Metric<score_may_throw>);

struct score_is_float {
    using direction = retrain::lower_is_better;
    using unit = retrain::loss_unit;
    static constexpr std::string_view name = "score_is_float";
    float score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(!Metric<score_is_float>);

struct score_changes_it {
    using direction = retrain::lower_is_better;
    using unit = retrain::loss_unit;
    static constexpr std::string_view name = "score_changes_it";
    double score(probabilities_span, labels_span, std::size_t) noexcept;
};
static_assert(!Metric<score_changes_it>);

/// What the concept asks for and nothing more.
struct archetype {
    using direction = retrain::higher_is_better;
    using unit = retrain::loss_unit;
    static constexpr char const* name = "archetype";
    archetype() = delete;
    archetype(archetype const&) = delete;
    double score(probabilities_span, labels_span, std::size_t) const noexcept;
};
static_assert(Metric<archetype>);
static_assert(retrain::metric_requirements::explain<archetype>());
static_assert(!retrain::TestableMetric<archetype>);

/// The other form of `score`.
struct archetype_of_rows {
    using direction = retrain::higher_is_better;
    using unit = retrain::signed_unit;
    static constexpr char const* name = "archetype_of_rows";
    static constexpr bool smooth = true;
    double score(probabilities_span, retrain::dataset_view) const noexcept;
};
static_assert(Metric<archetype_of_rows> && retrain::TestableMetric<archetype_of_rows>);
static_assert(!retrain::RowMetric<archetype_of_rows>);

struct rough : archetype_of_rows {
    static constexpr bool smooth = false;
};
static_assert(!retrain::TestableMetric<rough>);

}  // namespace near_miss

namespace {

using retrain::better;
using retrain::testing::error_rate;
using retrain::testing::hit_rate;

static_assert(better(error_rate{}, 0.1, 0.2) && !better(error_rate{}, 0.2, 0.1));
static_assert(better(hit_rate{}, 0.2, 0.1) && !better(hit_rate{}, 0.1, 0.2));
static_assert(retrain::RowMetric<error_rate> && retrain::TestableMetric<hit_rate>);
static_assert(error_rate::direction::gain(0.1, 0.3) > 0.19);
static_assert(hit_rate::direction::gain(0.1, 0.3) < -0.19);
static_assert(better(hit_rate{}, -0.4, -0.5));  // signed scores need no special care
static_assert(!better(error_rate{}, 0.1, 0.1) && !better(hit_rate{}, 0.1, 0.1));
static_assert([] {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr std::array scores{-infinity, -0.5, -0.4, 0.0, 1e-300, 0.5, infinity};
    for (double const a : scores)
        for (double const b : scores)
            if (!retrain::laws::orders_strictly(error_rate{}, a, b) ||
                !retrain::laws::orders_strictly(hit_rate{}, a, b))
                return false;
    return true;
}());

constexpr std::array labels{0U, 1U};
constexpr std::array probabilities{0.9F, 0.1F, 0.7F, 0.3F};
static_assert(retrain::laws::scores_only_what_is_finite(error_rate{}, probabilities, labels, 2));
static_assert(retrain::laws::scores_only_what_is_finite(hit_rate{}, probabilities, labels, 2));

TEST_CASE("NaN is better than nothing and nothing is better than NaN") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(better(error_rate{}, nan, 1.0));
    CHECK_FALSE(better(error_rate{}, 1.0, nan));
    CHECK_FALSE(better(hit_rate{}, nan, 1.0));
    CHECK_FALSE(better(hit_rate{}, 1.0, nan));
}

}  // namespace
