#include <retrain/trigger/weekly_on.hpp>

using namespace std::chrono_literals;

#ifdef REJECT
retrain::weekly_on<std::chrono::weekday{8}, 6h> trigger;
#else
retrain::weekly_on<std::chrono::Sunday, 6h> trigger;
#endif
