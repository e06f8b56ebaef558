#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/ubj_value.hpp>
#include <retrain/detail/xgboost_structure.hpp>
#include <retrain/trainer/xgboost_model.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace retrain {

/// How much a model from elsewhere may demand.
struct import_limits {
    std::size_t bytes = std::size_t{256} << 20;  ///< of the file
    std::size_t features = 100'000;
    std::size_t depth = 1'000;  ///< of a tree
};

/// Reads a model that did not come from a store of ours, where length and SHA-256 would have been
/// verified. XGBoost trusts a file: one changed byte can crash it or make it predict for ever. So
/// the bytes reach it only after everything that it trusts has been examined:
///   the file is UBJ in the form in which XGBoost 1.7 to 3.0 write it, with no other member;
///   the objective is binary:logistic or multi:softprob, the booster gbtree, and the numbers of
///   features, classes, rounds and trees agree wherever they are told;
///   in each tree all lists are as long as the tree has nodes, children and parents name each
///   other, every node is reached once from the root, none lies deeper than the limit; splits are
///   numeric, by a feature that there is; all numbers are finite, and the leaves so small that no
///   row's prediction overflows.
/// Throws `error` (`corrupt_model`), which names the first place that is not so. O(bytes), and up
/// to 40 times the bytes of memory meanwhile. A model in XGBoost's JSON is not read: convert it
/// with `xgboost.Booster(model_file="m.json").save_model("m.ubj")`.
///
/// What it can't know is whether the model is any good, or whose it is.
[[nodiscard]] inline xgboost_model import_xgboost_model(std::span<std::byte const> bytes,
                                                        import_limits const& limits = {}) {
    auto const refuse = [&](std::string const& what) {
        throw error{
            failure_reason::corrupt_model,
            "can't import the model: its " + std::to_string(bytes.size()) + " bytes " + what};
    };
    if (bytes.size() > limits.bytes)
        refuse("are more than the limit of " + std::to_string(limits.bytes));
    auto const document = detail::ubj_reader{bytes}.read();
    if (!document)
        refuse("are not UBJ as XGBoost 1.7 to 3.0 write it; save the model to a file named .ubj");
    detail::xgboost_structure{limits.features, limits.depth}.check(*document);
    return xgboost_model::load(bytes);
}

}  // namespace retrain
