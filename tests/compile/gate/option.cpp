#include <retrain/validation/champion_challenger.hpp>

#ifndef REJECT
using option = retrain::min_improvement<retrain::absolute<0.01>>;
#else
using option = retrain::absolute<0.01>;
#endif
retrain::champion_challenger<retrain::log_loss, option> gate;
retrain::verdict const verdict = gate.decide({});
