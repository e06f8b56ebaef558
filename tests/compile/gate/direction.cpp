#include <retrain/validation/champion_challenger.hpp>

#ifndef REJECT
using bound = retrain::upper_bound<0.7>;
#else
using bound = retrain::lower_bound<0.7>;
#endif
retrain::champion_challenger<retrain::log_loss, bound> gate;
retrain::verdict const verdict = gate.decide({});
