#include <retrain/split/purged_k_fold.hpp>

#include <vector>

struct policy {
    static constexpr bool purged = true;
#ifndef REJECT
    std::vector<retrain::split_rows> folds(retrain::dataset_view) const;
#else
    retrain::split_rows folds(retrain::dataset_view) const;
#endif
};
constexpr bool answer = retrain::fold_requirements::explain<policy>();
