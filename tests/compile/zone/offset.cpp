#include <retrain/core/utc_offset.hpp>

using namespace std::chrono_literals;

#ifdef REJECT
retrain::utc_offset<25h> zone;
#else
retrain::utc_offset<5h + 30min> zone;
#endif
