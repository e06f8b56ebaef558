#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/core/time_zone.hpp>

namespace retrain {

/// Use when the place is part of the program, whatever the settings say: a `time_zone` whose name
/// is in its type, `named_zone<"Europe/Berlin">`. The database is asked when one is made, so a name
/// that it does not know throws `error` (`bad_parameter`) then.
template <fixed_string Name>
class named_zone : time_zone {
   public:
    named_zone() : time_zone{Name.view()} {}

    using time_zone::to_local;
    using time_zone::to_utc;
};

}  // namespace retrain
