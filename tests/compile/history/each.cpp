#include <retrain/history/no_history.hpp>
#include <retrain/history/record_to.hpp>

struct part {
#ifndef REJECT
    using policy_role = retrain::history_role;
#endif
    void record(retrain::run_record const&) {}
};

retrain::record_to<retrain::no_history, part> sink;
