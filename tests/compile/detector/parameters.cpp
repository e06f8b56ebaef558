#include <retrain/drift/ddm.hpp>

using retrain::ddm_parameters;

#ifdef REJECT
retrain::ddm<ddm_parameters{.warning = 4, .drift = 3}> detector;  // warns after it has alarmed
#else
retrain::ddm<ddm_parameters{.warning = 3, .drift = 4}> detector;
#endif
