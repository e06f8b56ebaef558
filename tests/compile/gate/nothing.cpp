#include <retrain/validation/accuracy.hpp>
#include <retrain/validation/champion_challenger.hpp>

#ifndef REJECT
using option = retrain::also<retrain::accuracy, retrain::lower_bound<0.4>>;
#else
using option = retrain::also<retrain::accuracy>;
#endif
retrain::champion_challenger<retrain::log_loss, option> gate;
retrain::verdict const verdict = gate.decide({});
