#include <retrain/history/no_history.hpp>
#include <retrain/history/record_to.hpp>

#ifdef REJECT
retrain::record_to<> sink;
#else
retrain::record_to<retrain::no_history> sink;
#endif
