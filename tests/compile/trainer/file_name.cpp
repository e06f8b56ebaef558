#include <retrain/trainer/train_each.hpp>

#include "parts.hpp"

#ifndef REJECT
using part = whole_trainer<"my_model-2">;
#else
using part = whole_trainer<"my model/2">;
#endif

retrain::train_each<part> whole;
