#pragma once

#include <retrain/core/record.hpp>

namespace retrain {

/// A service has finished a run, whatever came of it: `run` tells. `Tag` is the service's own, so
/// that another service can listen to this one; a service can't listen to itself. It is a value
/// and may be kept.
template <class Tag>
struct retraining_completed {
    using tag = Tag;

    run_record run;
};

}  // namespace retrain
