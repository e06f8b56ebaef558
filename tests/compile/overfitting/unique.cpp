#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/unless_lucky.hpp>

#ifndef REJECT
using another = retrain::tried_before<50>;
#else
using another = retrain::confidence<0.99>;
#endif
retrain::unless_lucky<retrain::champion_challenger<>,
                      retrain::mean_return<"return_20d", retrain::buys<"buy">>,
                      retrain::confidence<0.9>, another>
    gate;
retrain::verdict const verdict = gate.decide({});
