#include <retrain/trainer/train_each.hpp>

#include "parts.hpp"

#ifndef REJECT
struct part : whole_trainer<"yours"> {};
#else
struct part : whole_trainer<"mine"> {};
#endif

retrain::train_each<whole_trainer<"mine">, part> whole;
