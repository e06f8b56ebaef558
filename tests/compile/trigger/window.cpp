#include <retrain/trigger/on_data_drift.hpp>

#ifdef REJECT
constexpr bool answer = sizeof(retrain::on_data_drift<29>) > 0;
#else
constexpr bool answer = sizeof(retrain::on_data_drift<30>) > 0;
#endif
