#include <retrain/core/any_of.hpp>
#include <retrain/interval/always.hpp>
#ifndef REJECT
#include <retrain/interval/any_of.hpp>
#endif

retrain::any_of<retrain::always> policy;
