#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace retrain {

/// How a `csv_source` reads its file. A column that is absent from the file may be named here all
/// the same, but for `label_column` and `auxiliary`. Where a column is in several of the lists, the
/// five named roles come first, then `auxiliary`, `leakage`, `metadata`.
struct csv_options {
    std::string label_column = "label";            ///< text; must be there
    std::string weight_column = "sample_weight";   ///< not negative; an empty cell counts as 1
    std::string ticker_column = "ticker";          ///< with the entry it identifies a row
    std::string entry_column = "entry_date";       ///< when the label interval begins
    std::string exit_column = "exit_date";         ///< when it ends; empty: outcome not known yet

    /// Columns that describe a row and are no features.
    std::vector<std::string> metadata{"ticker",     "symbol",    "isin",     "company",
                                      "id",         "trade_id",  "date",     "time",
                                      "datetime",   "timestamp", "entry_date", "exit_date",
                                      "entry_time", "exit_time", "note",     "notes",
                                      "comment"};
    /// Columns that are known only once the outcome is; a model that reads them has seen the answer.
    std::vector<std::string> leakage{
        "exit_price",   "exit_reason",    "pnl",           "pnl_pct",       "profit",
        "profit_pct",   "profit_loss",    "return",        "return_pct",    "realized_return",
        "forward_return", "future_return", "outcome",      "win",           "is_win",
        "max_gain",     "max_gain_pct",   "max_drawdown",  "max_drawdown_pct", "days_held",
        "bars_held",    "holding_days",   "holding_period"};
    /// Numeric columns that row filters may look at and models do not see.
    std::vector<std::string> auxiliary{};

    /// The only labels there may be, in the order of their indices; empty: whatever the file has.
    std::vector<std::string> classes{};
    /// Where a day ends: "UTC", "+05:30" or a name such as "Asia/Kolkata".
    std::string timezone = "UTC";

    std::uint64_t max_bytes = std::uint64_t{16} << 30;  ///< of the file, which is held in memory
    std::size_t max_row_bytes = 1'048'576;  ///< a longer row has lost its end, by a quote left open
    std::size_t max_columns = 4'096;
    std::size_t max_rows = 100'000'000;
    std::size_t max_classes = 1'000;        ///< more labels mean that the column is no label
};

}  // namespace retrain
