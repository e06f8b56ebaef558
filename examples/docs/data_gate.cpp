// The code of docs/data_gate.md.
//! [own]
#include <retrain/core/error.hpp>
#include <retrain/data_gate/concept.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace rt = retrain;

/// Rows whose price is not above zero are unfit; a run in which they are many is refused.
struct priced_rows {
    using policy_role = rt::data_gate_role;

    std::size_t most = 100;

    [[nodiscard]] rt::data_findings check(rt::dataset_view rows,
                                          std::span<rt::model_metadata const>) const {
        rt::data_findings found;
        std::size_t unpriced = 0;
        for (std::size_t row = 0; row < rows.row_count(); ++row) {
            bool const priced = rows.row(row).front() > 0;
            found.faults.push_back(priced ? rt::row_fault::none : rt::row_fault::unfit);
            unpriced += priced ? 0 : 1;
        }
        if (unpriced > most)
            throw rt::error{rt::failure_reason::bad_data,
                            std::to_string(unpriced) + " rows have no price, " +
                                std::to_string(most) + " are allowed; look at the price feed"};
        return found;
    }
};
static_assert(rt::DataGate<priced_rows>);
//! [own]

#include <retrain/data_gate/data_checks.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

//! [named]
rt::data_checks strict_checks() {
    return {.min_class_rows = 50, .max_more_missing = 5.0};  // a value for the service's constructor
}
//! [named]

int main() {
    using std::chrono::days;
    rt::dataset data;
    data.shape.features = {{"price", rt::column_type::number}, {"sector", rt::column_type::number}};
    data.shape.classes = {"buy", "avoid"};
    for (int day = 0; day < 60; ++day) {
        data.features.push_back(static_cast<float>(day));  // the first has no price
        data.features.push_back(7.0F);
        data.labels.push_back(day % 2 == 0 ? 0 : 1);
        data.weights.push_back(1);
        data.entry.push_back(rt::time_point{days{day}});
        data.exit.push_back(rt::time_point{days{day + 2}});
        data.contents.push_back(static_cast<std::uint64_t>(day));
    }
    auto const own = priced_rows{}.check(data.view(), {});
    auto const standard = rt::data_checks{}.check(data.view(), {});
    auto const strict = strict_checks().check(data.view(), {});
    bool const right = own.faults[0] == rt::row_fault::unfit &&
                       own.faults[1] == rt::row_fault::none &&
                       standard.useless == std::vector<std::size_t>{1} &&
                       standard.faults[0] == rt::row_fault::none &&
                       strict.faults[0] == rt::row_fault::rare_class;
    return right ? 0 : 1;
}
