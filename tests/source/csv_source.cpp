#include <retrain/source/csv_source.hpp>

#include <laws/source.hpp>
#include <source/csv_file_of.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using retrain::column_type;
using retrain::csv_source;
using retrain::dataset;
using retrain::time_point;
using labels = std::vector<std::uint32_t>;
using names = std::vector<std::string>;
using values = std::vector<float>;
using namespace std::chrono_literals;

namespace {

struct trend {
    float ema;
    bool above;
};
struct features {
    float rsi;
    trend long_term;
    int red_days;
};
struct other {
    float label;
};
struct peeks {
    float rsi;
    float pnl;
};

}  // namespace
BOOST_HANA_ADAPT_STRUCT(trend, ema, above);
BOOST_HANA_ADAPT_STRUCT(features, rsi, long_term, red_days);
BOOST_HANA_ADAPT_STRUCT(other, label);
BOOST_HANA_ADAPT_STRUCT(peeks, rsi, pnl);

static_assert(retrain::DataSource<csv_source<>> && retrain::DataSource<csv_source<features>>);
static_assert(std::same_as<decltype(csv_source{"path"}), csv_source<>>);
static_assert(std::same_as<decltype(csv_source{"path", retrain::csv_options{}}), csv_source<>>);

TEST_CASE("a csv_source is lawful") {
    csv_file_of file{"ticker,entry_date,exit_date,rsi,ema,above,red_days,label,sample_weight\n"
                     "A,2020-01-01,2020-01-05,50.5,1e-3,True,0,buy,1\n"
                     "A,2020-01-02,2020-01-06,,,False,1,avoid,0.5\n"
                     "B,2020-01-02,2020-01-06,-0.25,7,True,2,buy,\n"
                     "A,2020-01-02,2020-01-06,1,2,False,3,watch,2\n"
                     "C,2020-01-07,,1,2,False,3,,2\n"};
    auto inferred = file.source();
    CHECK(retrain::laws::lawful_source(inferred));
    auto typed = file.source<features>();
    CHECK(retrain::laws::lawful_source(typed));
    csv_file_of header{"a,b,label\n"};
    auto empty = header.source();
    CHECK(retrain::laws::lawful_source(empty));
    csv_file_of unknown{"entry_date,exit_date,x,label\n2020-01-07,,1,\n"};
    auto immature = unknown.source();
    CHECK(retrain::laws::lawful_source(immature));
}

TEST_CASE("it is built from the settings") {
    retrain::settings settings;
    settings.training_data = "data/some.csv";
    settings.timezone = "+05:30";
    auto const source = csv_source<features>::from_settings(settings);
    CHECK(source.path() == "data/some.csv");
    CHECK(source.options().timezone == "+05:30");
    CHECK(std::ranges::count(csv_source<>::reads, "training_data") == 1);
    CHECK(std::ranges::count(csv_source<>::reads, "timezone") == 1);
    settings.timezone = "nowhere";
    CHECK_THROWS_AS(csv_source<>::from_settings(settings), retrain::error);
}

TEST_CASE("cells are numbers, truth values or missing") {
    csv_file_of file{"n,b,m,label\n"
                     "1.5,True,,buy\n"
                     "-2e-3,false,nan,avoid\n"
                     " 3\t,TRUE,NA,\"buy\"\n"
                     "\"4\",,7,buy\n"
                     "+5,FALSE,None, buy \n"};
    auto const rows = file.load();
    CHECK(rows.shape.features == std::vector<retrain::feature_column>{
                                     {"n"}, {"b", column_type::boolean}, {"m"}});
    CHECK(rows.shape.classes == names{"buy", "avoid"});
    CHECK(rows.labels == labels{0, 1, 0, 0, 0});
    auto const column = [&](std::size_t index) {
        values found;
        for (std::size_t row = 0; row < 5; ++row) found.push_back(rows.view().row(row)[index]);
        return found;
    };
    CHECK(column(0) == values{1.5f, -0.002f, 3, 4, 5});
    auto const truth = column(1);
    CHECK(truth[0] == 1);
    CHECK(truth[1] == 0);
    CHECK(truth[2] == 1);
    CHECK(std::isnan(truth[3]));
    CHECK(truth[4] == 0);
    auto const missing = column(2);
    for (std::size_t const row : {0u, 1u, 2u, 4u}) CHECK(std::isnan(missing[row]));
    CHECK(missing[3] == 7);
    CHECK(rows.weights == values(5, 1.0f));
}

TEST_CASE("all forms of line ends, quotes and marks read the same") {
    std::string const plain = "x,y,label\n1,2,buy\n3,4,avoid\n";
    csv_file_of const file{plain};
    auto const rows = file.load();
    auto const crlf = [](std::string text) {
        for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 2)
            text.insert(at, 1, '\r');
        return text;
    };
    names const spellings{crlf(plain),
                          "\xEF\xBB\xBF" + plain,
                          plain + "\n\r\n\n",
                          "x,y,label\n\n1,2,buy\n\n3,4,avoid\n",
                          "\"x\",\"y\",\"label\"\r\n\"1\",2,\"buy\"\n3,\"4\",avoid\r\n",
                          " x,y\t,label\n1,2,buy\n3,4,avoid\n"};
    for (auto const& text : spellings) {
        INFO(text);
        csv_file_of const same{text};
        CHECK(retrain::laws::same_rows(rows, same.load()));
    }
    csv_file_of const open{plain.substr(0, plain.size() - 1)};
    CHECK(retrain::laws::same_rows(rows, open.load()));
    open.write(crlf(plain).substr(0, plain.size() + 2));
    CHECK(retrain::laws::same_rows(rows, open.load()));
}

TEST_CASE("a cell may hold commas, quotes and newlines") {
    csv_file_of const file{"\"a,\"\"b\"\"\",note,label\n1,\"two\nlines\",\"buy, or \"\"not\"\"\"\n2,x,buy\n"
                           "oops,x,buy\n"};
    CHECK_THAT(file.refusal(), ContainsSubstring("rows.csv:5: column 'a,\"b\"' holds 'oops'"));
    file.write("\"a,\"\"b\"\"\",note,label\n1,\"two\nlines\",\"buy, or \"\"not\"\"\"\n2,x,buy\n");
    auto const rows = file.load();
    CHECK(rows.shape.features[0].name == "a,\"b\"");
    CHECK(rows.shape.classes == names{"buy, or \"not\"", "buy"});
}

TEST_CASE("a header names each column once") {
    auto const refusal = [](std::string const& text) { return csv_file_of{text}.refusal(); };
    CHECK_THAT(refusal("\n1,2\n"), ContainsSubstring(":1: column 1 has no name"));
    CHECK_THAT(refusal("x,,label\n"), ContainsSubstring(":1: column 2 has no name"));
    CHECK_THAT(refusal("x,label,\n"), ContainsSubstring(":1: column 3 has no name"));
    CHECK_THAT(refusal("x,label,x\n"), ContainsSubstring(":1: two columns have the name 'x'"));
    CHECK_THAT(refusal("x,y\n"),
               ContainsSubstring("the header has no column 'label', though "
                                 "csv_options::label_column names it; it has 'x', 'y'"));
    CHECK_THAT(refusal("a,b,c,d,e,f,g\n"),
               ContainsSubstring("it has 'a', 'b', 'c', 'd', 'e' and 2 more"));
    CHECK_THAT(refusal("x;label\n1;buy\n"),
               ContainsSubstring("its only column is 'x;label': separate cells with commas"));
    CHECK_THAT(refusal("x\xff,label\n"), ContainsSubstring("'x\\xff', which is no UTF-8 text"));
    CHECK_THAT(refusal(""), ContainsSubstring(":1: no header"));
    CHECK_THAT(refusal("\xEF\xBB\xBF"), ContainsSubstring(":1: no header"));
    CHECK_THAT(refusal("\xFF\xFEx,label\n"), ContainsSubstring("no UTF-8 text"));
}

TEST_CASE("a bad cell is told by file, line, column and content") {
    csv_file_of file{""};
    auto const refusal = [&](std::string const& text) {
        file.write(text);
        return file.refusal();
    };
    CHECK_THAT(refusal("sector,x,label\n,1,buy\nTech,2,buy\n"),
               ContainsSubstring("rows.csv:3: column 'sector' holds 'Tech', which is no number and not "
                                 "True or False") &&
                   ContainsSubstring("csv_options::metadata") &&
                   ContainsSubstring("csv_options::leakage"));
    CHECK_THAT(refusal("x,label\n1,buy\n1.5.2,buy\n"),
               ContainsSubstring(":3: column 'x' holds '1.5.2', which is no number"));
    CHECK_THAT(refusal("x,label\n1,buy\n\n\"" + std::string(100, 'z') + "\n\",buy\n"),
               ContainsSubstring(":4: column 'x' holds '" + std::string(48, 'z') + "...'"));
    CHECK_THAT(refusal("x,label\n\x1b[31m,buy\n"), ContainsSubstring("holds '\\x1b[31m'"));
    CHECK_THAT(refusal("x,label\n1,buy\nTrue,buy\n"),
               ContainsSubstring(":3: column 'x' holds 'True', but the cells before it are numbers"));
    CHECK_THAT(refusal("x,label\nTrue,buy\n1,buy\n"),
               ContainsSubstring(":3: column 'x' holds '1', but the cells before it are True or False"));
    CHECK_THAT(refusal("x,label\ninf,buy\n"),
               ContainsSubstring(":2: column 'x' holds 'inf', which no float can hold"));
    CHECK_THAT(refusal("x,label\n1,buy\n-1e39,buy\n"), ContainsSubstring("which no float can hold"));
    CHECK_THAT(refusal("x,sample_weight,label\n1,-0.5,buy\n"),
               ContainsSubstring("'sample_weight' holds '-0.5', but a weight can't be negative"));
    CHECK_THAT(refusal("x,label\n1,buy\n2\n"),
               ContainsSubstring(":3: 1 cells where the header has 2 columns"));
    CHECK_THAT(refusal("x,label\n1,buy,,\n"),
               ContainsSubstring(":2: 4 cells where the header has 2 columns"));
    CHECK_THAT(refusal("x,label\n1,\"buy\n"), ContainsSubstring(":2: a quote that is never closed"));
    CHECK_THAT(refusal("x,label\n1,b\"uy\n"), ContainsSubstring(":2: a quote within a cell"));
    CHECK_THAT(refusal("x,label\n1,\"b\"uy\n"), ContainsSubstring(":2: text after the quote"));
    CHECK_THAT(refusal("x,label\r1,buy\r"), ContainsSubstring(":1: a carriage return"));
    CHECK_THAT(refusal("x,label\n1,b\xffuy\n"), ContainsSubstring("holds 'b\\xffuy', which is no UTF-8"));
    CHECK_THAT(refusal("x,label\n1,\n"),
               ContainsSubstring(":2: column 'label' holds '', but each row needs its label"));
    CHECK_THAT(refusal("entry_date,x,label\n03.01.2020,1,buy\n"),
               ContainsSubstring("'entry_date' holds '03.01.2020', which is no date"));
    CHECK_THAT(refusal("entry_date,x,label\n,1,buy\n"), ContainsSubstring("but each row needs its entry"));
    CHECK_THAT(refusal("entry_date,exit_date,x,label\n2020-01-03,2020-01-02,1,buy\n"),
               ContainsSubstring("'exit_date' holds '2020-01-02', which is before the row's 'entry_date'"));
    CHECK_THAT(refusal("entry_date,exit_date,x,label\n2020-01-03,2020-01-04,1,\n"),
               ContainsSubstring("though the outcome is known; leave 'exit_date' empty"));
}

TEST_CASE("dates make the label interval and say when the label is known") {
    csv_file_of file{"entry_date,exit_date,x,label\n"
                     "2020-01-02,2020-01-10,1,buy\n"
                     "2020-01-02T15:30:00Z,2020-01-10 16:00:00.5+01:00,1,buy\n"
                     "2020-01-03,,1,buy\n"
                     "2020-01-03,NaT,1,\n"};
    auto const rows = file.load();
    CHECK(rows.entry == std::vector{day(2020, 1, 2), day(2020, 1, 2) + 15h + 30min, day(2020, 1, 3),
                                    day(2020, 1, 3)});
    CHECK(rows.exit == std::vector{day(2020, 1, 10), day(2020, 1, 10) + 15h + 500ms, day(2020, 1, 3),
                                   day(2020, 1, 3)});
    CHECK(rows.known == std::vector{day(2020, 1, 11), rows.exit[1], time_point::max(),
                                    time_point::max()});
    CHECK(rows.labels == labels{0, 0, 0, 0});

    retrain::csv_options options;
    options.timezone = "Asia/Kolkata";
    auto const local = file.load(options);
    CHECK(local.exit[0] == day(2020, 1, 10));
    CHECK(local.known[0] == day(2020, 1, 10) + 18h + 30min);
    CHECK(local.known[1] == rows.known[1]);

    file.write("entry_date,x,label\n2020-01-02,1,buy\n2020-01-02T10:00,2,buy\n");
    auto const points = file.load();
    CHECK(points.exit == points.entry);
    CHECK(points.known == std::vector{day(2020, 1, 3), day(2020, 1, 2) + 10h});

    file.write("x,label\n1,buy\n2,buy\n");
    auto const numbered = file.load();
    CHECK(numbered.entry == std::vector{time_point{0s}, time_point{1s}});
    CHECK(numbered.exit == numbered.entry);
    CHECK(numbered.known == std::vector{retrain::not_yet, retrain::not_yet});
}

TEST_CASE("a key is ticker and entry, or all of the row; the contents are all of the row") {
    csv_file_of file{"ticker,entry_date,exit_date,x,label\n"
                     "A,2020-01-01,2020-01-05,1,buy\n"
                     "B,2020-01-01,2020-01-05,1,buy\n"
                     "A,2020-01-02,2020-01-05,1,buy\n"
                     "A,2020-01-01,2020-01-05,1,buy\n"};
    auto const before = file.load();
    CHECK(before.contents[0] == before.contents[3]);
    CHECK(before.keys[0] != before.keys[3]);
    REQUIRE(before.tickers.size() == before.keys.size());
    CHECK(before.tickers[0] == before.tickers[2]);
    CHECK(before.tickers[0] != before.tickers[1]);
    // Each is named once, though their rows take turns.
    CHECK(before.ticker_names ==
          std::vector<retrain::ticker_name>{{before.tickers[0], "A"}, {before.tickers[1], "B"}});
    // Rows that come or move elsewhere change nothing; a row that is rewritten keeps its key.
    file.write("ticker,entry_date,exit_date,x,label\n"
               "C,2019-01-01,2019-01-05,1,buy\n"
               "\"B\",2020-01-01,2020-01-05,1,\"buy\"\n"
               "A,2020-01-01,2020-01-05,1.5,avoid\n"
               "A,2020-01-02,2020-01-05,1,buy\n");
    auto const after = file.load();
    CHECK(after.keys[1] == before.keys[1]);
    CHECK(after.contents[1] == before.contents[1]);
    CHECK(after.keys[2] == before.keys[0]);
    CHECK(after.contents[2] != before.contents[0]);
    CHECK(after.keys[3] == before.keys[2]);

    file.write("x,note,label\n1,a,buy\n1,b,buy\n1,a,buy\n");
    auto const hashed = file.load();
    CHECK(hashed.keys[0] == hashed.contents[0]);
    CHECK(hashed.tickers.empty());
    CHECK(hashed.keys[1] != hashed.keys[0]);
    CHECK(hashed.keys[2] != hashed.keys[0]);
    CHECK(hashed.contents[2] == hashed.contents[0]);
}

TEST_CASE("known classes come first, new ones in the order of their appearance") {
    csv_file_of const file{"x,label\n1,watch\n2,buy\n3,watch\n"};
    CHECK(file.load().shape.classes == names{"watch", "buy"});
    names const known{"avoid", "buy"};
    auto const rows = file.load({}, {known, {}});
    CHECK(rows.shape.classes == names{"avoid", "buy", "watch"});
    CHECK(rows.labels == labels{2, 1, 2});
}

TEST_CASE("columns that tell nothing are kept: what becomes of them is the data gate's choice") {
    csv_file_of const file{"x,empty,same,entry_date,label\n1,,5,2020-01-01,buy\n"
                           "2,,5,2020-01-02,avoid\n"};
    auto const rows = file.load();
    CHECK(rows.shape.features.size() == 3);
    CHECK(rows.warnings.empty());
}

TEST_CASE("a feature struct takes its columns by name, in its own order") {
    csv_file_of file{"note,above,red_days,label,rsi,ema,more\n"
                     "any,True,3,buy,50.5,1.5,text\n"
                     "thing,0,4,avoid,,2.5,\n"};
    auto const rows = file.source<features>().load({});
    CHECK(rows.shape.features == retrain::feature_columns<features>());
    CHECK(rows.shape.fingerprint() == retrain::fingerprint_of<features>);
    CHECK(values(rows.features.begin(), rows.features.begin() + 4) == values{50.5f, 1.5f, 1, 3});
    CHECK(std::isnan(rows.features[4]));
    CHECK(rows.features[6] == 0);
    CHECK(rows.labels == labels{0, 1});

    auto const refusal = [&](std::string const& text) {
        file.write(text);
        return file.refusal<features>();
    };
    CHECK_THAT(refusal("rsi,above,red_days,label\n"),
               ContainsSubstring("no column 'ema', though the feature struct names it"));
    CHECK_THAT(refusal("rsi,ema,above,red_days,label\nTrue,1,True,1,buy\n"),
               ContainsSubstring(":2: column 'rsi' holds 'True', but the feature struct says that it is "
                                 "a number"));
    CHECK_THAT(refusal("rsi,ema,above,red_days,label\n1,1,2,1,buy\n"),
               ContainsSubstring(":2: column 'above' holds '2', but the feature struct says that it is a "
                                 "bool"));
    CHECK_THAT(refusal("rsi,ema,above,red_days,label\n1,1,yes,1,buy\n"),
               ContainsSubstring(":2: column 'above' holds 'yes', which is no number and not True or "
                                 "False; correct it"));
    file.write("label\nbuy\n");
    CHECK_THAT(file.refusal<other>(), ContainsSubstring("'label' in two uses"));
    file.write("rsi,pnl,label\n1,2,buy\n");
    CHECK_THAT(file.refusal<peeks>(), ContainsSubstring("csv_options::leakage"));
}

TEST_CASE("a feature may be the last column, alone, and next to a quoted one") {
    csv_file_of const file{"label,x\nbuy,1.5\nbuy,2.25\r\nbuy,\nbuy,\"3\"\nbuy,4e-3\n"};
    auto const rows = file.load();
    CHECK(rows.features[0] == 1.5f);
    CHECK(rows.features[1] == 2.25f);
    CHECK(std::isnan(rows.features[2]));
    CHECK(rows.features[3] == 3.0f);
    CHECK(rows.features[4] == 0.004f);
}

TEST_CASE("rows without a time are loaded with a warning, each time") {
    csv_file_of const file{"x,label\n1,buy\n2,avoid\n"};
    auto const source = file.source();
    names const warned{file.path().string() +
                       ": no column 'entry_date': rows have no time, so the default gate can't "
                       "compare a new model with the live one"};
    CHECK(source.load({}).warnings == warned);
    CHECK(source.load({}).warnings == warned);
    retrain::csv_options options;
    options.entry_column = "when";
    CHECK_THAT(file.load(options).warnings.at(0), ContainsSubstring("no column 'when': rows"));
    file.write("x,entry_date,label\n1,2020-01-01,buy\n");
    CHECK(file.load().warnings.empty());
    file.write("x,entry_date,label\n");
    CHECK(file.load().warnings ==
          names{file.path().string() + ": the file has a header and no rows"});
}

TEST_CASE("columns that the options keep from being features are named once, and when they change") {
    csv_file_of const file{"ticker,date,x,return,win,time,entry_date,exit_date,label,sample_weight\n"
                           "A,2020-01-01,1,0.5,1,9:15,2020-01-01,2020-01-02,buy,1\n"};
    auto const source = file.source();
    names const none{};
    names const model{"buy"};
    names const warned{file.path().string() + ": columns not used as features: date, return, win, "
                                              "time (csv_options::metadata, leakage)"};
    CHECK(source.load({}).warnings == warned);
    CHECK(source.load({}).warnings == warned);  // no run has made a model yet
    CHECK(source.load({model, {}}).warnings == none);
    CHECK(file.source().load({model, {}}).warnings == warned);  // another process
    file.write("x,pnl,entry_date,label\n1,0.5,2020-01-01,buy\n");
    CHECK_THAT(source.load({model, {}}).warnings.at(0), ContainsSubstring("features: pnl ("));
    CHECK(source.load({model, {}}).warnings == none);
    file.write("x,entry_date,label\n1,2020-01-01,buy\n");
    CHECK(source.load({}).warnings == none);

    file.write("note,above,red_days,label,rsi,ema,entry_date\nany,True,3,buy,50.5,1.5,2020-01-01\n");
    CHECK(file.source<features>().load({}).warnings == none);  // the struct says what is used
}
