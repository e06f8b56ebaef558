#pragma once

namespace retrain {

/// Use when the training file decides what the features are: every column that is not the label,
/// a weight, metadata, leakage or auxiliary is one, in the order of the header. The other choice
/// is a struct of one's own, see `FeatureStruct`.
struct inferred_features {};

}  // namespace retrain
