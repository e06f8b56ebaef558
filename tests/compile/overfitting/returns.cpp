#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/sharpe.hpp>
#include <retrain/validation/unless_overfitted.hpp>

#ifndef REJECT
using earning = retrain::mean_return<"return_20d", retrain::buys<"buy">>;
#else
using earning = retrain::sharpe<"return_20d", retrain::buys<"buy">>;
#endif
retrain::unless_overfitted<retrain::champion_challenger<>, earning> gate;
retrain::verdict const verdict = gate.decide({});
