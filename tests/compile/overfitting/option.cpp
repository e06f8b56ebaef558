#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/unless_overfitted.hpp>

#ifndef REJECT
using option = retrain::overfitting_limit<0.4>;
#else
using option = retrain::confidence<0.99>;
#endif
retrain::unless_overfitted<retrain::champion_challenger<>,
                           retrain::mean_return<"return_20d", retrain::buys<"buy">>, option>
    gate;
retrain::verdict const verdict = gate.decide({});
