#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/mean_return.hpp>

using earning = retrain::mean_return<"return_20d", retrain::buys<"buy">>;
#ifndef REJECT
using change = retrain::relative_to_magnitude<0.1>;
#else
using change = retrain::relative<0.1>;
#endif
retrain::champion_challenger<earning, retrain::min_improvement<change>> gate;
retrain::verdict const verdict = gate.decide({});
