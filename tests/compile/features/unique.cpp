#include <retrain/core/feature_struct.hpp>

struct average {
    float length;
};
BOOST_HANA_ADAPT_STRUCT(average, length);
struct features {
    average ema;
#ifndef REJECT
    float dip;
#else
    float length;
#endif
};
#ifndef REJECT
BOOST_HANA_ADAPT_STRUCT(features, ema, dip);
#else
BOOST_HANA_ADAPT_STRUCT(features, ema, length);
#endif
constexpr bool answer = retrain::explain_feature_struct<features>();
