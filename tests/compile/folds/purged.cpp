#include <retrain/split/purged_k_fold.hpp>

#include <vector>

struct policy {
#ifndef REJECT
    static constexpr bool purged = true;
#endif
    std::vector<retrain::split_rows> folds(retrain::dataset_view) const;
};
constexpr bool answer = retrain::fold_requirements::explain<policy>();
