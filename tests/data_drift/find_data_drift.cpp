#include <retrain/drift/find_data_drift.hpp>

#include <retrain/detail/apply_findings.hpp>

#include "samples.hpp"

#include <support/catch.hpp>

#include <cmath>
#include <limits>

using namespace retrain;

namespace {
constexpr float missing_value = std::numeric_limits<float>::quiet_NaN();

/// The answer for one column, the recent rows as many as a window.
column_drift compare(std::vector<float> const& reference, std::vector<float> const& recent,
                     data_drift_options const& options = {}) {
    auto const rows = table({reference});
    auto const summary = summarize_reference(rows.view(), recent.size(), options.test);
    auto found = find_data_drift(summary, recent, options);
    return found.columns.at(0);
}

data_drift_options fixed() {
    data_drift_options options;
    options.threshold = drift_threshold::fixed;
    return options;
}

std::vector<float> repeated(std::size_t count, std::vector<float> const& values) {
    std::vector<float> all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = values[i % values.size()];
    return all;
}

/// Rows of `columns` numbers, the first `shifted` of them shifted.
std::vector<float> recent_rows(std::size_t rows, std::size_t columns, std::size_t shifted,
                               float shift = 2) {
    numbers random{99};
    std::vector<float> values(rows * columns);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = random.normal() + (i % columns < shifted ? shift : 0);
    return values;
}

reference_summary reference_of(std::size_t columns, std::size_t rows = 600,
                               std::size_t window = 60) {
    std::vector<std::vector<float>> values;
    for (std::size_t i = 0; i < columns; ++i) values.push_back(numbers{i}.normals(rows));
    auto const data = table(values);
    return summarize_reference(data.view(), window);
}
}  // namespace

TEST_CASE("numbers of up to 1000 rows are compared by KS") {
    auto const reference = numbers{1}.normals(1000);
    auto const same = compare(reference, numbers{2}.normals(60));
    CHECK(same.test == two_sample_test::ks);
    CHECK(same.answer == drift_answer::same);
    CHECK(same.distance > 0);
    CHECK(same.p_value > 0.05);
    auto const moved = compare(reference, numbers{2}.normals(60, 1));
    CHECK(moved.answer == drift_answer::drifted);
    CHECK(moved.p_value < 1e-6);
    CHECK(moved.distance > moved.threshold);
    CHECK(moved.p_value == Approx(ks_p_value(moved.distance, 1000, 60)));
}

TEST_CASE("numbers of more rows are compared by their Wasserstein distance in deviations") {
    auto reference = numbers{1}.normals(3000);
    for (float& value : reference) value *= 1000;
    auto recent = numbers{2}.normals(100, 1);
    for (float& value : recent) value *= 1000;
    auto const moved = compare(reference, recent);
    CHECK(moved.test == two_sample_test::wasserstein);
    CHECK(moved.distance == Approx(1).epsilon(0.2));
    CHECK(std::isnan(moved.p_value));
    CHECK(moved.answer == drift_answer::drifted);
}

TEST_CASE("few values are compared by their shares") {
    auto const reference = repeated(600, {0, 1, 2});
    auto const moved = compare(reference, repeated(60, {0, 0, 0, 1, 2}));
    CHECK(moved.test == two_sample_test::chi_squared);
    CHECK(moved.distance == Approx(0.6 - 1.0 / 3));
    // Against shares that are known the statistic would be 16 * 1.2 = 19.2.
    CHECK(moved.p_value == Approx(chi_squared_p_value(19.2 * 600 / 660, 2)));
    CHECK(moved.answer == drift_answer::drifted);
    CHECK(compare(reference, repeated(60, {2, 1, 0})).answer == drift_answer::same);
    CHECK(compare(reference, repeated(60, {2, 1, 0})).p_value == 1);
    auto const long_ago = compare(repeated(3000, {0, 1, 2}), repeated(60, {0, 0, 0, 1, 2}));
    CHECK(long_ago.test == two_sample_test::jensen_shannon);
    CHECK(long_ago.answer == drift_answer::drifted);
}

TEST_CASE("two values are compared by a z test, three by chi-squared again") {
    auto const reference = repeated(600, {0, 1});
    auto const moved = compare(reference, repeated(60, {0, 0, 0, 1}));
    CHECK(moved.test == two_sample_test::z);
    CHECK(moved.distance == Approx(0.25));
    CHECK(moved.p_value == Approx(z_test(300, 600, 45, 60).p_value));
    CHECK(moved.answer == drift_answer::drifted);
    auto const third = compare(reference, repeated(60, {0, 1, 7}));
    CHECK(third.distance == Approx(1.0 / 3));
    CHECK(third.p_value == 0);
    CHECK(third.answer == drift_answer::drifted);
}

TEST_CASE("a constant column drifts when it is another constant") {
    std::vector<float> const reference(400, 3);
    CHECK(compare(reference, std::vector<float>(40, 3)).answer == drift_answer::same);
    CHECK(compare(reference, std::vector<float>(40, 4)).answer == drift_answer::drifted);
}

TEST_CASE("every test can be named") {
    using enum two_sample_test;
    auto const reference = numbers{1}.normals(900);
    for (auto const test :
         {ks, wasserstein, chi_squared, jensen_shannon, psi, hellinger, l_infinity}) {
        INFO(name(test));
        data_drift_options options;
        options.test = test;
        auto const same = compare(reference, numbers{2}.normals(90), options);
        CHECK(same.test == test);
        CHECK(same.answer == drift_answer::same);
        CHECK(compare(reference, numbers{2}.normals(90, 2), options).answer ==
              drift_answer::drifted);
    }
}

TEST_CASE("fewer than 30 values on a side are insufficient, not no drift") {
    auto const reference = numbers{1}.normals(600);
    CHECK(compare(reference, numbers{2}.normals(29, 9), fixed()).answer ==
          drift_answer::insufficient);
    CHECK(compare(reference, numbers{2}.normals(30, 9), fixed()).answer == drift_answer::drifted);
    CHECK(compare(numbers{1}.normals(29), numbers{2}.normals(60, 9), fixed()).answer ==
          drift_answer::insufficient);
    CHECK(compare(numbers{1}.normals(30), numbers{2}.normals(60, 9), fixed()).answer ==
          drift_answer::drifted);
    auto recent = numbers{2}.normals(60, 9);
    for (std::size_t i = 0; i < 31; ++i) recent[i] = missing_value;
    CHECK(compare(reference, recent, fixed()).answer == drift_answer::insufficient);
}

TEST_CASE("a reference of fewer than five windows has no threshold to learn") {
    CHECK(compare(numbers{1}.normals(299), numbers{2}.normals(60, 9)).answer ==
          drift_answer::insufficient);
    CHECK(compare(numbers{1}.normals(300), numbers{2}.normals(60, 9)).answer ==
          drift_answer::drifted);
}

TEST_CASE("a small difference in many rows is significant and no drift") {
    auto const reference = numbers{1}.normals(1000);
    auto const recent = numbers{2}.normals(5000, 0.08F);
    auto const noise = compare(reference, recent, fixed());
    CHECK(noise.p_value < 0.01);
    CHECK(noise.distance < 0.1);
    CHECK(noise.answer == drift_answer::same);
    auto unguarded = fixed();
    unguarded.effect = 0;
    CHECK(compare(reference, recent, unguarded).answer == drift_answer::drifted);
}

TEST_CASE("a learned threshold allows for what windows of a time series do anyway") {
    // A slow wave: every window lies elsewhere, and all of them belong to it.
    numbers random{3};
    std::vector<float> wave(900);
    for (std::size_t i = 0; i < wave.size(); ++i)
        wave[i] = static_cast<float>(std::sin(static_cast<double>(i) / 40)) + random.normal() / 5;
    std::vector<float> const recent(wave.begin() + 30, wave.begin() + 90);
    CHECK(compare(wave, recent, fixed()).answer == drift_answer::drifted);
    auto const learned = compare(wave, recent);
    CHECK(learned.answer == drift_answer::same);
    CHECK(learned.p_value < 0.05);
    CHECK(learned.distance < learned.threshold);
    CHECK(learned.threshold > 0.5);
}

TEST_CASE("windows against the rest of the reference find smaller changes") {
    data_drift_options options;
    options.threshold = drift_threshold::window_to_rest;
    auto const reference = numbers{1}.normals(1000);
    auto const recent = numbers{2}.normals(60, 0.4F);
    auto const strict = compare(reference, recent);
    auto const sharp = compare(reference, recent, options);
    CHECK(sharp.distance == strict.distance);
    CHECK(sharp.threshold < strict.threshold);
    CHECK(strict.answer == drift_answer::same);
    CHECK(sharp.answer == drift_answer::drifted);
    CHECK(compare(reference, numbers{2}.normals(60), options).answer == drift_answer::same);
}

TEST_CASE("p-values are adjusted for all columns") {
    // One column of twenty has p = .03 or so by itself.
    auto const reference = reference_of(20, 600, 60);
    auto recent = recent_rows(60, 20, 0);
    numbers random{11};
    for (std::size_t row = 0; row < 60; ++row) recent[row * 20] = random.normal() + 0.35F;
    auto const one = find_data_drift(reference, recent, fixed()).columns[0];
    double const alone = ks_p_value(one.distance, 600, 60);
    CHECK(alone < 0.05);
    CHECK(one.p_value > alone);
    CHECK(one.p_value > 0.05);
    CHECK(one.distance >= 0.1);
    CHECK(one.answer == drift_answer::same);
}

TEST_CASE("a p-value that equals the level is drift by KS, and by no other test") {
    for (auto const test : {two_sample_test::ks, two_sample_test::chi_squared, two_sample_test::z}) {
        auto const at = [&](double p) {
            column_drift column{"column", test};
            column.distance = 0.5;
            column.p_value = p;
            detail::answer_column(column, {}, fixed());
            return column.answer;
        };
        CHECK(at(0.0499999) == drift_answer::drifted);
        CHECK(at(0.05) == (test == two_sample_test::ks ? drift_answer::drifted : drift_answer::same));
        CHECK(at(0.0500001) == drift_answer::same);
    }
    auto exactly = fixed();
    numbers random{11};
    auto const reference = random.normals(100);
    auto const recent = random.normals(100, 0.5F);
    exactly.level = compare(reference, recent, fixed()).p_value;
    CHECK(compare(reference, recent, exactly).drifted());
    exactly.level = std::nextafter(exactly.level, 0.0);
    CHECK_FALSE(compare(reference, recent, exactly).drifted());
}

TEST_CASE("half of the columns make a drift of the whole") {
    auto const four = reference_of(4);
    auto const one = find_data_drift(four, recent_rows(60, 4, 1));
    CHECK(one.answer == drift_answer::same);
    CHECK(one.drifted == 1);
    CHECK(one.columns[0].name == "a");
    CHECK(one.columns[0].answer == drift_answer::drifted);
    CHECK(one.columns[1].answer == drift_answer::same);
    auto const two = find_data_drift(four, recent_rows(60, 4, 2));
    CHECK(two.answer == drift_answer::drifted);
    CHECK(two.drifted == 2);
    data_drift_options strict;
    strict.columns = 0.25;
    CHECK(find_data_drift(four, recent_rows(60, 4, 1), strict).answer == drift_answer::drifted);
    CHECK(find_data_drift(reference_of(5), recent_rows(60, 5, 2)).answer == drift_answer::same);
    CHECK(find_data_drift(reference_of(5), recent_rows(60, 5, 3)).answer == drift_answer::drifted);
    strict.columns = 0;
    CHECK(find_data_drift(four, recent_rows(60, 4, 0), strict).answer == drift_answer::same);
}

TEST_CASE("columns that can tell nothing leave the whole open where they might decide it") {
    auto reference = reference_of(4);
    reference.columns[3].rows = 10;
    auto const one = find_data_drift(reference, recent_rows(60, 4, 1));
    CHECK(one.insufficient == 1);
    CHECK(one.answer == drift_answer::insufficient);
    CHECK(find_data_drift(reference, recent_rows(60, 4, 0)).answer == drift_answer::same);
    CHECK(find_data_drift(reference, recent_rows(60, 4, 2)).answer == drift_answer::drifted);
    CHECK(find_data_drift({}, {}).answer == drift_answer::insufficient);
}

TEST_CASE("a change of the missing share is reported by itself") {
    auto reference = numbers{1}.normals(600);
    auto recent = numbers{2}.normals(60);
    for (std::size_t i = 0; i < 12; ++i) recent[i * 5] = missing_value;
    auto const more = compare(reference, recent);
    CHECK(more.answer == drift_answer::same);
    CHECK(more.reference_missing == 0);
    CHECK(more.missing == Approx(0.2));
    CHECK(more.missing_changed);
    CHECK(more.drifted());
    for (std::size_t i = 0; i < 120; ++i) reference[i * 5] = missing_value;
    auto const as_before = compare(reference, recent);
    CHECK(as_before.reference_missing == Approx(0.2));
    CHECK(!as_before.missing_changed);
    CHECK(!as_before.drifted());
    auto const fewer = compare(reference, numbers{2}.normals(60));
    CHECK(fewer.missing_changed);
}

TEST_CASE("a small change of the missing share is none, nor is one that chance explains") {
    auto const reference = numbers{1}.normals(600);
    auto recent = numbers{2}.normals(60);
    for (std::size_t i = 0; i < 5; ++i) recent[i] = missing_value;  // 8 %
    CHECK(!compare(reference, recent).missing_changed);
    auto half = numbers{1}.normals(600);
    for (std::size_t i = 0; i < 300; ++i) half[2 * i] = missing_value;
    auto other = numbers{2}.normals(60);
    for (std::size_t i = 0; i < 24; ++i) other[2 * i] = missing_value;  // 40 % of 60 rows, p = .14
    CHECK(!compare(half, other).missing_changed);
}

TEST_CASE("a column that is not served any more has drifted, though nothing is left to test") {
    auto const gone = compare(numbers{1}.normals(600), std::vector<float>(60, missing_value));
    CHECK(gone.answer == drift_answer::insufficient);
    CHECK(std::isnan(gone.distance));
    CHECK(gone.drifted());
}

namespace {
/// A reference of the columns a, b, c, ... without the `useless`, as a data gate feeds them.
reference_summary reference_without(std::size_t columns, std::vector<std::size_t> useless) {
    std::vector<std::vector<float>> values;
    for (std::size_t i = 0; i < columns; ++i) values.push_back(numbers{i}.normals(600));
    auto rows = table(values);
    row_counts counts;
    detail::apply({.useless = std::move(useless)}, rows, counts);
    return summarize_reference(rows.view(), 60);
}
}  // namespace

TEST_CASE("a column that the model does without takes no part") {
    auto const two = reference_without(3, {1});
    auto const same = find_data_drift(two, recent_rows(60, 3, 0));
    CHECK(same.columns[1].reference_missing == 1);
    CHECK(same.columns[1].missing == 0);
    CHECK(!same.columns[1].missing_changed);
    CHECK(!same.columns[1].drifted());
    CHECK(same.drifted == 0);
    CHECK(same.insufficient == 0);
    CHECK(same.answer == drift_answer::same);
    auto const one_of_two = find_data_drift(two, recent_rows(60, 3, 1));
    CHECK(one_of_two.drifted == 1);
    CHECK(one_of_two.answer == drift_answer::drifted);  // half of the columns that take part

    auto const none = reference_without(2, {0, 1});
    CHECK(find_data_drift(none, recent_rows(60, 2, 2)).answer == drift_answer::insufficient);
}

TEST_CASE("infinite values are missing values") {
    auto recent = numbers{2}.normals(60);
    for (std::size_t i = 0; i < 12; ++i) recent[i * 5] = std::numeric_limits<float>::infinity();
    auto const found = compare(numbers{1}.normals(3000), recent);
    CHECK(std::isfinite(found.distance));
    CHECK(found.missing == Approx(0.2));
}

TEST_CASE("rows that do not fit are refused") {
    auto const reference = reference_of(3);
    CHECK_THROWS_WITH(find_data_drift(reference, std::vector<float>(100, 1.0F)),
                      ContainsSubstring("100 values") && ContainsSubstring("3 columns"));
    CHECK_THROWS_WITH(find_data_drift(reference, std::vector<float>(90, 1.0F)),
                      ContainsSubstring("30 rows") && ContainsSubstring("windows of 60"));
    CHECK_NOTHROW(find_data_drift(reference, std::vector<float>(90, 1.0F), fixed()));
}

TEST_CASE("stationary columns seldom drift") {
    int columns = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        auto const found =
            compare(numbers{2 * seed}.normals(900), numbers{2 * seed + 1}.normals(60));
        if (found.drifted()) ++columns;
    }
    CHECK(columns <= 1);
}
