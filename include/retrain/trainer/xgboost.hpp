#pragma once

// The trainers that use XGBoost, and what an own one can be built from.
#include <retrain/trainer/gradient_boosting.hpp>
#include <retrain/trainer/random_forest.hpp>
#include <retrain/trainer/train_each.hpp>
#include <retrain/trainer/xgboost_model.hpp>
