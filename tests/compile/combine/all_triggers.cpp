#include <compile/service/support.hpp>

#include <retrain/interval/all_of.hpp>
#include <retrain/trigger/any_of.hpp>

using namespace retrain;
using namespace retrain::testing;

struct my_event {};
struct other_event {};

#ifdef REJECT
all_of<on<my_event>, on<other_event>> policy;
core_service<toy_trainer<>, all_of<on<my_event>, on<other_event>>>* service;  // says nothing more
#else
any_of<on<my_event>, on<other_event>> policy;
core_service<toy_trainer<>, any_of<on<my_event>, on<other_event>>>* service;
#endif
