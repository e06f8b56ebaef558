#include <retrain/trainer/train_each.hpp>

#include "parts.hpp"

#ifndef REJECT
using bundle = retrain::train_each<whole_trainer<"mine">>;
#else
using bundle = retrain::train_each<>;
#endif

bundle whole;
