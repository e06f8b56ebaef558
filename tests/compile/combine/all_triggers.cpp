#include <retrain/interval/all_of.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>

struct my_event {};
struct other_event {};

#ifdef REJECT
retrain::all_of<retrain::on<my_event>, retrain::on<other_event>> policy;
#else
retrain::any_of<retrain::on<my_event>, retrain::on<other_event>> policy;
#endif
