#include <retrain/config/load_settings.hpp>

struct my_settings {
#ifndef REJECT
    static constexpr std::string_view environment_prefix = "MY_";
#endif
    retrain::settings retraining;
    bool enabled = true;  // RETRAIN_ENABLED is another's
};
BOOST_HANA_ADAPT_STRUCT(my_settings, retraining, enabled);

auto const answer = retrain::load_settings<my_settings>();
