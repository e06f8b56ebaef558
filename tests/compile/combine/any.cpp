#include <retrain/interval/any_of.hpp>
#include <retrain/interval/always.hpp>

#ifdef REJECT
retrain::any_of<> policy;
#else
retrain::any_of<retrain::always> policy;
#endif
