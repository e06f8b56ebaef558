#include <retrain/interval/all_of.hpp>
#include <retrain/interval/always.hpp>

#ifdef REJECT
retrain::all_of<> policy;
#else
retrain::all_of<retrain::always> policy;
#endif
