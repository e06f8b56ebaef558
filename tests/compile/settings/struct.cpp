#include <retrain/config/load_settings.hpp>

struct my_settings {
    int depth = 3;
};
#ifndef REJECT
BOOST_HANA_ADAPT_STRUCT(my_settings, depth);
#endif

auto const answer = retrain::load_settings<my_settings>();
