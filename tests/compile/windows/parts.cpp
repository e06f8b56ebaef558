#include <retrain/window/all_rows.hpp>
#include <retrain/window/last_days.hpp>
#include <retrain/window/windows.hpp>

using retrain::all_rows;
using retrain::last_days;

#ifndef REJECT
using policy =
    retrain::windows<retrain::when<"drift", last_days<365>>, retrain::otherwise<all_rows>>;
#else
using policy = retrain::windows<retrain::when<"drift", last_days<365>>, all_rows>;
#endif
policy chosen;
