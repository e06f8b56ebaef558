#include <retrain/validation/champion_challenger.hpp>

#ifndef REJECT
using another = retrain::min_units<20>;
#else
using another = retrain::block_units<2>;
#endif
retrain::champion_challenger<retrain::log_loss, retrain::thinned_units, another> gate;
retrain::verdict const verdict = gate.decide({});
