#include <retrain/trigger/every.hpp>

using namespace std::chrono_literals;

#ifdef REJECT
retrain::every<0h> trigger;
#else
retrain::every<1h> trigger;
#endif
