#include <retrain/core/feature_struct.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using retrain::column_type;
using retrain::FeatureStruct;

namespace {

struct momentum {
    float rsi_10;
    double dip;
};
struct trend {
    momentum latest;
    BOOST_HANA_DEFINE_STRUCT(trend, (bool, above_ema_200), (short, red_days));
};
struct features {
    BOOST_HANA_DEFINE_STRUCT(features, (float, first), (momentum, latest), (trend, long_term),
                             (std::uint64_t, volume));
};
struct only_values {
    float a;
    bool b;
};

}  // namespace
BOOST_HANA_ADAPT_STRUCT(momentum, rsi_10, dip);
BOOST_HANA_ADAPT_STRUCT(only_values, a, b);

static_assert(FeatureStruct<features> && FeatureStruct<momentum> && FeatureStruct<only_values>);

// A member that is not named to Hana is no feature.
static_assert(retrain::feature_count<trend> == 2);
static_assert(retrain::feature_count<features> == 6);

namespace near_miss {

struct not_reflected {
    float a;
};
static_assert(!FeatureStruct<not_reflected>);
static_assert(!FeatureStruct<float> && !FeatureStruct<std::array<float, 2>>);

struct without_members {};
struct text_member {
    float a;
    std::string b;
};
struct letter_member {
    char a;
};
struct wide_member {
    long double a;
};
struct pointer_member {
    float const* a;
};
struct nested_text {
    momentum latest;
    text_member text;
};
struct twice {
    momentum fast, slow;
};
struct hides {
    momentum latest;
    float dip;
};

}  // namespace near_miss
BOOST_HANA_ADAPT_STRUCT(near_miss::without_members);
BOOST_HANA_ADAPT_STRUCT(near_miss::text_member, a, b);
BOOST_HANA_ADAPT_STRUCT(near_miss::letter_member, a);
BOOST_HANA_ADAPT_STRUCT(near_miss::wide_member, a);
BOOST_HANA_ADAPT_STRUCT(near_miss::pointer_member, a);
BOOST_HANA_ADAPT_STRUCT(near_miss::nested_text, latest, text);
BOOST_HANA_ADAPT_STRUCT(near_miss::twice, fast, slow);
BOOST_HANA_ADAPT_STRUCT(near_miss::hides, latest, dip);
static_assert(!FeatureStruct<near_miss::without_members>);
static_assert(!FeatureStruct<near_miss::text_member> && !FeatureStruct<near_miss::letter_member>);
static_assert(!FeatureStruct<near_miss::wide_member> && !FeatureStruct<near_miss::pointer_member>);
static_assert(!FeatureStruct<near_miss::nested_text>);
static_assert(!FeatureStruct<near_miss::twice> && !FeatureStruct<near_miss::hides>);

namespace {

constexpr features sample{0.5f, {30, 0.1}, {{}, true, -3}, 1'000};
constexpr auto flat = retrain::flatten(sample);
static_assert(flat == std::array{0.5f, 30.0f, static_cast<float>(0.1), 1.0f, -3.0f, 1'000.0f});

}  // namespace

TEST_CASE("the columns are the leaves in the order of the structs") {
    std::vector<retrain::feature_column> const expected{
        {"first", column_type::number},          {"rsi_10", column_type::number},
        {"dip", column_type::number},            {"above_ema_200", column_type::boolean},
        {"red_days", column_type::number},       {"volume", column_type::number}};
    CHECK(retrain::feature_columns<features>() == expected);
    CHECK(retrain::feature_columns<features>().size() == flat.size());
}

TEST_CASE("the fingerprint is that of the schema") {
    retrain::schema shape;
    shape.features = retrain::feature_columns<features>();
    CHECK(retrain::fingerprint_of<features> == shape.fingerprint());
    shape.features[3].type = column_type::number;
    CHECK(retrain::fingerprint_of<features> != shape.fingerprint());
    static_assert(retrain::fingerprint_of<momentum> != retrain::fingerprint_of<only_values>);
}

TEST_CASE("a missing value stays missing") {
    auto const values = retrain::flatten(momentum{std::numeric_limits<float>::quiet_NaN(), 2});
    CHECK(std::isnan(values[0]));
    CHECK(values[1] == 2);
}
