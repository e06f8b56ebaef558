// The code of docs/source.md.
#include <retrain/source/csv_source.hpp>
#include <retrain/source/memory_source.hpp>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rt = retrain;

//! [options]
rt::csv_source<> trades(std::string path) {
    rt::csv_options options;
    options.timezone = "Asia/Kolkata";                 // where a day of exit is over
    options.classes = {"avoid", "watch", "buy"};       // any other label is an error
    options.metadata.push_back("sector");              // describes the row, no feature
    options.leakage.push_back("peak_after_entry");     // known only afterwards
    options.auxiliary = {"gap_share", "chart_score"};  // for row filters, not for models
    return rt::csv_source{std::move(path), std::move(options)};
}
//! [options]

//! [struct]
struct averages {
    float to_ema_9;
    float to_ema_200;
    bool above_ema_200;
};
BOOST_HANA_ADAPT_STRUCT(averages, to_ema_9, to_ema_200, above_ema_200);

struct features {
    float rsi_10;
    averages trend;  // flattened: its members are columns, its own name is none
    int red_days;
};
BOOST_HANA_ADAPT_STRUCT(features, rsi_10, trend, red_days);
static_assert(rt::feature_count<features> == 5);

using typed_trades = rt::csv_source<features>;
//! [struct]

//! [own]
/// Rows that another part of the program collects.
class journal {
   public:
    using policy_role = rt::source_role;

    void add(float rsi, std::string label, rt::time_point entry, rt::time_point exit) {
        rows_.push_back({rsi, std::move(label), entry, exit});
    }

    [[nodiscard]] rt::dataset load(rt::load_request const& request) const {
        rt::dataset data;
        data.shape.features = {{"rsi_10"}};
        data.shape.classes.assign(request.classes.begin(), request.classes.end());  // these first
        for (auto const& row : rows_) {
            data.features.push_back(row.rsi);
            data.labels.push_back(index_of(row.label, data.shape.classes));
            data.entry.push_back(row.entry);
            data.exit.push_back(row.exit);
        }
        return rt::memory_source{std::move(data)}.load(request);  // weights, keys and the rest
    }

   private:
    struct trade {
        float rsi;
        std::string label;
        rt::time_point entry, exit;
    };

    static std::uint32_t index_of(std::string const& label, std::vector<std::string>& classes) {
        for (std::uint32_t index = 0; index < classes.size(); ++index)
            if (classes[index] == label) return index;
        classes.push_back(label);
        return static_cast<std::uint32_t>(classes.size() - 1);
    }

    std::vector<trade> rows_;
};
static_assert(rt::DataSource<journal>);
//! [own]

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-source";
    std::filesystem::create_directories(folder);
    std::string const path = folder / "trades.csv";
    std::ofstream{path} << "ticker,entry_date,exit_date,sector,rsi_10,to_ema_9,to_ema_200,"
                           "above_ema_200,red_days,gap_share,chart_score,label\n"
                           "INFY,2024-01-02,2024-01-30,IT,55.5,0.01,-0.02,False,2,0.05,85,buy\n"
                           "TCS,2024-01-02,,IT,,0.02,0.04,True,0,0.10,70,\n";

    auto const rows = trades(path).load({});
    bool const inferred =
        rows.shape.features.size() == 5 && rows.shape.auxiliary.size() == 2 &&
        rows.shape.classes[rows.labels[0]] == "buy" && std::isnan(rows.features[5]) &&
        // 2024-01-31 begins in India at 18:30 UTC of the day before.
        rows.known[0] == std::chrono::sys_days{std::chrono::year{2024} / 1 / 30} +
                             std::chrono::minutes{18 * 60 + 30} &&
        rows.known[1] == rt::time_point::max();

    rt::csv_options options;
    options.auxiliary = {"gap_share", "chart_score"};
    auto const typed = typed_trades{path, options}.load({});
    bool const same = typed.shape.fingerprint() == rt::fingerprint_of<features> &&
                      typed.features[3] == rt::flatten(features{55.5f, {}, 2})[3];

    journal own;
    own.add(70, "avoid", rt::time_point{}, rt::time_point{std::chrono::hours{1}});
    std::vector<std::string> const known{"buy"};
    auto const collected = own.load({known, {}});
    bool const mine = collected.shape.classes == std::vector<std::string>{"buy", "avoid"} &&
                      collected.labels[0] == 1 && collected.known == collected.exit;

    std::filesystem::remove_all(folder);
    return inferred && same && mine ? 0 : 1;
}
