#include <retrain/config/load_settings.hpp>

struct my_settings {
    int depth = 3;
#ifdef REJECT
    char const* name = "verdict";
#else
    std::string name = "verdict";
#endif
};
BOOST_HANA_ADAPT_STRUCT(my_settings, depth, name);

auto const answer = retrain::load_settings<my_settings>();
