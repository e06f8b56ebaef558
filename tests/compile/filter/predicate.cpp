#include <retrain/filter/keep_rows_where.hpp>

#ifndef REJECT
retrain::keep_rows_where filter{[](retrain::row_view const& row) { return row["rsi_10"] < 70.0F; }};
#else
retrain::keep_rows_where filter{[](retrain::row_view const& row) { return row["rsi_10"]; }};
#endif
