#include <retrain/source/csv_options.hpp>

#include <retrain/source/csv_source.hpp>

#include <source/csv_file_of.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

using retrain::csv_options;
using names = std::vector<std::string>;

TEST_CASE("every column that is nothing else is a feature, in the header's order") {
    csv_file_of file{"zeta,ticker,alpha,label,pnl_pct,sample_weight,entry_date,exit_date,mid\n"
                     "1,AAPL,2,buy,0.5,2,2020-01-02,2020-01-10,3\n"};
    auto const rows = file.load();
    CHECK(rows.shape.features == std::vector<retrain::feature_column>{{"zeta"}, {"alpha"}, {"mid"}});
    CHECK(rows.features == std::vector<float>{1, 2, 3});
    CHECK(rows.shape.auxiliary.empty());
    CHECK(rows.weights == std::vector<float>{2});
}

TEST_CASE("columns that describe a row or tell its outcome are no features by default") {
    csv_options const defaults;
    std::string header = "good,label";
    std::string row = "1,buy";
    for (auto const& list : {defaults.metadata, defaults.leakage}) {
        for (auto const& name : list) {
            if (name == defaults.entry_column || name == defaults.exit_column) continue;
            header += "," + name;
            row += ",what ever";
        }
    }
    csv_file_of file{header + "\n" + row + "\n"};
    CHECK(file.load().shape.features == std::vector<retrain::feature_column>{{"good"}});
}

TEST_CASE("each role's column can have another name") {
    csv_options options;
    options.label_column = "verdict";
    options.weight_column = "importance";
    options.ticker_column = "share";
    options.entry_column = "bought";
    options.exit_column = "sold";
    csv_file_of file{"share,bought,sold,importance,verdict,x\nA,2020-01-02,2020-01-03,3,buy,1\n"
                     "B,2020-01-02,2020-01-03,4,buy,1\n"};
    auto const rows = file.load(options);
    CHECK(rows.shape.features == std::vector<retrain::feature_column>{{"x"}});
    CHECK(rows.weights == std::vector<float>{3, 4});
    CHECK(rows.entry[0] == day(2020, 1, 2));
    CHECK(rows.exit[0] == day(2020, 1, 3));
    CHECK(rows.keys[0] != rows.keys[1]);
}

TEST_CASE("auxiliary columns are kept beside the features") {
    csv_options options;
    options.auxiliary = {"score", "pnl"};  // also what would be leakage to a model
    csv_file_of file{"x,pnl,score,label\n1,,80,buy\n2,-0.5,True,buy\n"};
    auto const rows = file.load(options);
    CHECK(rows.shape.features == std::vector<retrain::feature_column>{{"x"}});
    CHECK(rows.shape.auxiliary == names{"score", "pnl"});
    CHECK(rows.auxiliary[0] == 80);
    CHECK(std::isnan(rows.auxiliary[1]));
    CHECK(rows.auxiliary[2] == 1);
    CHECK(rows.auxiliary[3] == -0.5f);
    options.auxiliary = {"quality"};
    CHECK_THAT(file.refusal(options), ContainsSubstring("no column 'quality', though "
                                                        "csv_options::auxiliary names it"));
}

TEST_CASE("metadata and leakage can be added to") {
    csv_options options;
    csv_file_of file{"sector,x,later,label\nTech,1,2,buy\n"};
    CHECK_THAT(file.refusal(options), ContainsSubstring("csv_options::metadata"));
    options.metadata.push_back("sector");
    options.leakage.push_back("later");
    CHECK(file.load(options).shape.features == std::vector<retrain::feature_column>{{"x"}});
}

TEST_CASE("a column has one use") {
    csv_file_of file{"ticker,entry_date,exit_date,label,x\nA,2020-01-01,2020-01-02,buy,1\n"};
    csv_options options;
    options.label_column = "ticker";
    CHECK_THAT(file.refusal(options), ContainsSubstring("'ticker' in two uses"));
    options = {};
    options.auxiliary = {"label"};
    CHECK_THAT(file.refusal(options), ContainsSubstring("'label' in two uses"));
    options = {};
    options.label_column = "verdict";
    CHECK_THAT(file.refusal(options), ContainsSubstring("no column 'verdict'"));
    options = {};
    options.entry_column = "bought";
    CHECK_THAT(file.refusal(options), ContainsSubstring("but none of the name 'bought'"));
    options = {};
    options.metadata.push_back("x");
    CHECK_THAT(file.refusal(options), ContainsSubstring("no column that could be a feature"));
}

TEST_CASE("a list of classes orders them and allows no other") {
    csv_options options;
    options.classes = {"avoid", "watch", "buy"};
    csv_file_of file{"x,label\n1,buy\n2,watch\n"};
    auto const rows = file.load(options);
    CHECK(rows.shape.classes == options.classes);
    CHECK(rows.labels == std::vector<std::uint32_t>{2, 1});
    names const known{"buy"};
    CHECK(file.load(options, {known, {}}).shape.classes == names{"buy", "avoid", "watch"});
    options.classes = {"avoid", "buy"};
    CHECK_THAT(file.refusal(options),
               ContainsSubstring(":3: column 'label' holds 'watch', which is none of "
                                 "csv_options::classes: avoid, buy"));
}

TEST_CASE("limits are told by name") {
    csv_file_of file{"x,label\n1,a\n2,b\n3,c\n"};
    csv_options options;
    options.max_rows = 3;
    options.max_columns = 2;
    options.max_classes = 3;
    options.max_row_bytes = 7;
    CHECK(file.load(options).labels.size() == 3);
    options.max_rows = 2;
    CHECK_THAT(file.refusal(options), ContainsSubstring(":4: more than 2 rows") &&
                                          ContainsSubstring("csv_options::max_rows"));
    options = {};
    options.max_columns = 1;
    CHECK_THAT(file.refusal(options), ContainsSubstring(":1: more than 1 columns") &&
                                          ContainsSubstring("csv_options::max_columns"));
    options = {};
    options.max_classes = 2;
    CHECK_THAT(file.refusal(options), ContainsSubstring(":4: column 'label' holds 'c'") &&
                                          ContainsSubstring("csv_options::max_classes"));
    options = {};
    options.max_row_bytes = 2;
    CHECK_THAT(file.refusal(options), ContainsSubstring(":1: a header of more than 2 bytes"));
    options = {};
    options.max_bytes = 20;
    CHECK(file.load(options).labels.size() == 3);
    options.max_bytes = 19;
    CHECK_THAT(file.refusal(options), ContainsSubstring(": a file of 20 bytes, beyond the limit of 19") &&
                                          ContainsSubstring("csv_options::max_bytes"));
    options = {};
    csv_file_of wide{"x,label\n1,a\n" + std::string(8, ' ') + "1,a\n"};
    options.max_row_bytes = 10;
    CHECK_THAT(wide.refusal(options), ContainsSubstring(":3: a row of 11 bytes") &&
                                          ContainsSubstring("csv_options::max_row_bytes"));
}

TEST_CASE("the time zone says when a day is over") {
    csv_options options;
    options.timezone = "-04:00";
    csv_file_of file{"entry_date,exit_date,x,label\n2020-01-01,2020-01-05,1,buy\n"};
    CHECK(file.load(options).known[0] == day(2020, 1, 6) + std::chrono::hours{4});
    options.timezone = "Mars/Olympus";
    CHECK_THROWS_AS(retrain::csv_source("x.csv", options), retrain::error);
}
