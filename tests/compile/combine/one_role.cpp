#include <retrain/interval/always.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>

struct my_event {};

#ifdef REJECT
retrain::any_of<retrain::on<my_event>, retrain::always> policy;
#else
retrain::any_of<retrain::on<my_event>> trigger;
retrain::any_of<retrain::always> interval;
#endif
