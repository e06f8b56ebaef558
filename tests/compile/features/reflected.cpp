#include <retrain/core/feature_struct.hpp>

struct features {
    float momentum;
    float volume;
};
#ifndef REJECT
BOOST_HANA_ADAPT_STRUCT(features, momentum, volume);
#endif
constexpr bool answer = retrain::explain_feature_struct<features>();
