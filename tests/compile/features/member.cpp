#include <retrain/core/feature_struct.hpp>

struct features {
    float momentum;
#ifndef REJECT
    int volume;
#else
    char const* volume;
#endif
};
BOOST_HANA_ADAPT_STRUCT(features, momentum, volume);
constexpr bool answer = retrain::explain_feature_struct<features>();
