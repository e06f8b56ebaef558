#include <compile/service/support.hpp>

#include <retrain/interval/always.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/trigger/any_of.hpp>

using namespace retrain;
using namespace retrain::testing;

struct my_event {};

#ifdef REJECT
any_of<on<my_event>, always> policy;
core_service<toy_trainer<>, any_of<on<my_event>, always>>* service;  // says nothing more
#else
any_of<on<my_event>> trigger;
any_of<always> interval;
core_service<toy_trainer<>, any_of<on<my_event>>, any_of<always>>* service;
#endif
