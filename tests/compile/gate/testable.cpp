#include <retrain/validation/calibration_error.hpp>
#include <retrain/validation/champion_challenger.hpp>

using calibrated = retrain::calibration_error<>;
#ifndef REJECT
retrain::champion_challenger<retrain::log_loss,
                             retrain::also<calibrated, retrain::upper_bound<0.1>>>
    gate;
#else
retrain::champion_challenger<calibrated> gate;
#endif
retrain::verdict const verdict = gate.decide({});
