#include <retrain/core/split_rows.hpp>

#include <cstddef>
#include <vector>

using namespace retrain;

static_assert(split_rows{}.training.empty() && split_rows{}.holdout.empty());
static_assert(split_rows{{0, 1}, {2}, 1}.holdout == std::vector<std::size_t>{2});
static_assert(split_rows{}.purged == 0);
