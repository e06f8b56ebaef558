#include <retrain/trigger/on_data_drift.hpp>

#include <vector>

struct row_scored {
#ifdef REJECT
    std::vector<double> features;
#else
    std::vector<float> features;
#endif
};

constexpr bool answer = sizeof(retrain::on_data_drift<250, row_scored>) > 0;
