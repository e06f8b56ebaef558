#include "functions.hpp"

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/service/decision.hpp>
#include <retrain/trigger/backtest_or_large_batch.hpp>

using namespace retrain;

std::size_t times_asked = 0;

namespace {

/// Costs what no handwritten condition would.
struct counted_min_interval {
    using policy_role = interval_role;
    static bool allows(observation const& o) noexcept {
        ++times_asked;
        return min_interval<24h>{}.allows(o);
    }
};

}  // namespace

bool time_and_samples(observation const& o) noexcept {
    return all_of<min_interval<24h>, min_new_samples<100>>{}.allows(o);
}
bool due_after_batch(analysis_completed const& event, observation const& o) noexcept {
    using costly = all_of<counted_min_interval, min_new_samples<100>>;
    return decision<backtest_or_large_batch, costly>{}.is_due(event, o);
}
