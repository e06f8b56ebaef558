#include <retrain/trigger/on_data_drift.hpp>

#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>

#include <data_drift/samples.hpp>
#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <chrono>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;

namespace {

/// A served row that can be kept.
struct scored {
    std::vector<float> features;
};

using trigger = on_data_drift<40, scored>;
static_assert(TriggerPolicy<on_data_drift<>> && StatefulTrigger<on_data_drift<>>);
static_assert(ReferenceTrigger<on_data_drift<>> && ReferenceTrigger<trigger>);
static_assert(std::same_as<on_data_drift<>::events, type_list<row_served, clock_tick>>);
static_assert(std::same_as<trigger::events, type_list<scored, clock_tick>>);
static_assert(!ReferenceTrigger<on<clock_tick>> && !ReferenceTrigger<any_of<on<clock_tick>>>);
static_assert(ReferenceTrigger<any_of<on<clock_tick>, trigger>>);

dataset training_rows() { return table({numbers{1}.normals(400), numbers{2}.normals(400)}); }

std::vector<scored> rows(std::size_t count, float shift, std::uint64_t seed = 7) {
    numbers random{seed};
    std::vector<scored> served(count);
    for (scored& row : served) row.features = random.normals(2, shift);
    return served;
}

trigger with_reference(std::size_t every = 4) {
    trigger t{{}, every};
    t.compare_with(t.summarize(training_rows().view()));
    return t;
}

constexpr reason both_moved{"data_drift", 2.0, "a, b"};

time_point at(int seconds) { return time_point{std::chrono::seconds{seconds}}; }

/// Shows the rows and answers how many had been shown when the first reason came.
template <class Trigger>
std::size_t first_alarm(Trigger& t, std::vector<scored> const& served, observation const& o = {}) {
    for (std::size_t i = 0; i < served.size(); ++i)
        if (t.observe(served[i], o)) return i + 1;
    return 0;
}

}  // namespace

TEST_CASE("rows like those of the training are no reason") {
    trigger t = with_reference();
    CHECK(first_alarm(t, rows(400, 0)) == 0);
    REQUIRE(t.last());
    CHECK(t.last()->answer == drift_answer::same);
    CHECK(t.last()->columns[1].name == "b");
}

TEST_CASE("a window of other rows is a reason with the number of columns") {
    trigger t = with_reference();
    for (scored const& row : rows(39, 3)) CHECK(!t.observe(row, {at(1)}));
    CHECK(!t.last());
    CHECK(t.observe(rows(1, 3)[0], {at(2)}) == both_moved);
    CHECK(t.last()->drifted == 2);
}

TEST_CASE("a feature that the model does without is no reason, whatever is served in it") {
    auto constant = training_rows();
    for (std::size_t i = 0; i < constant.features.size(); i += 2)
        constant.features[i] = std::numeric_limits<float>::quiet_NaN();
    trigger t{{}, 4};
    t.compare_with(t.summarize(constant.view()));
    CHECK(first_alarm(t, rows(400, 0)) == 0);
    CHECK(t.last()->answer == drift_answer::same);
    CHECK(first_alarm(t, rows(40, 3)) > 0);
    CHECK(t.last()->drifted == 1);
}

TEST_CASE("a change is noticed while the window fills with it") {
    trigger t = with_reference();
    REQUIRE(first_alarm(t, rows(60, 0)) == 0);
    auto const noticed = first_alarm(t, rows(40, 3));
    CHECK(noticed > 4);
    CHECK(noticed < 32);
    CHECK(noticed % 4 == 0);  // it compares every four rows
}

TEST_CASE("it compares as often as it was told") {
    trigger seldom{{}, 100};
    seldom.compare_with(seldom.summarize(training_rows().view()));
    CHECK(first_alarm(seldom, rows(99, 3)) == 0);
    CHECK(first_alarm(seldom, rows(1, 3)) == 1);
}

TEST_CASE("an alarm stays until a run has reached a verdict after it") {
    trigger t = with_reference();
    observation o{at(100), at(50)};
    REQUIRE(first_alarm(t, rows(40, 3), o) == 40);
    CHECK(t.pending());
    o.now = at(160);
    CHECK(t.observe(clock_tick{}, o) == both_moved);
    o.now = at(220);
    CHECK(t.observe(rows(1, 0)[0], o) == both_moved);
    o.last_run = at(99);  // its rows were read before
    o.now = at(280);
    CHECK(t.observe(clock_tick{}, o));
    o.last_failure = at(281);
    o.now = at(340);
    CHECK(t.observe(clock_tick{}, o));
    o.last_run = at(341);
    o.now = at(400);
    CHECK(!t.observe(clock_tick{}, o));
    CHECK(!t.pending());
    CHECK(!t.observe(clock_tick{}, o));
    // The window starts anew, whatever the verdict was.
    CHECK(first_alarm(t, rows(39, 3), o) == 0);
    CHECK(first_alarm(t, rows(1, 3), o) == 1);
}

TEST_CASE("a pending alarm is answered once a minute") {
    STATIC_REQUIRE(trigger::repeat == 1min);
    trigger t = with_reference();
    REQUIRE(first_alarm(t, rows(40, 3), {at(100)}) == 40);
    CHECK(first_alarm(t, rows(100, 3), {at(100)}) == 0);
    CHECK(!t.observe(clock_tick{}, {at(159)}));
    CHECK(t.observe(clock_tick{}, {at(160)}) == both_moved);
    CHECK(!t.observe(clock_tick{}, {at(160)}));
    CHECK(!t.observe(rows(1, 3)[0], {at(219)}));
    CHECK(t.observe(rows(1, 3)[0], {at(220)}) == both_moved);

    // The last answer is remembered over a restart, and a clock that was set back does not hush it.
    trigger restarted;
    restarted.restore(t.save());
    CHECK(!restarted.observe(clock_tick{}, {at(279)}));
    CHECK(!restarted.observe(clock_tick{}, {at(30)}));
    CHECK(restarted.observe(clock_tick{}, {at(90)}) == both_moved);
}

TEST_CASE("a reason names five columns and counts the others") {
    numbers random{3};
    std::vector<std::vector<float>> columns(8);
    for (auto& column : columns) column = random.normals(400);
    dataset training = table(columns);
    training.shape.features[1].name = "two\nlines";
    trigger t{{}, 4};
    t.compare_with(t.summarize(training.view()));
    auto const moved = [&](std::size_t count) {
        std::vector<scored> served(40);
        for (scored& row : served) {
            row.features = random.normals(8);
            for (std::size_t i = 0; i < count; ++i) row.features[i] += 3;
        }
        std::optional<reason> why;
        for (scored const& row : served)
            if (auto const said = t.observe(row, {at(1)})) why = said;
        std::string const about{why ? why->about : "nothing"};
        CHECK(!t.observe(clock_tick{}, {at(2), at(2)}));  // a run answers the alarm
        return about;
    };
    CHECK(moved(5) == "a, two\\nlines, c, d, e");
    CHECK(moved(8) == "a, two\\nlines, c, d, e and 3 more");
}

TEST_CASE("a verdict of the same instant that was there before does not count") {
    trigger t = with_reference();
    observation o{at(100), at(100)};
    REQUIRE(first_alarm(t, rows(40, 3), o) == 40);
    o.now = at(160);
    CHECK(t.observe(clock_tick{}, o));
    o.last_run = at(161);
    o.now = at(220);
    CHECK(!t.observe(clock_tick{}, o));
    CHECK(!t.pending());
}

TEST_CASE("an alarm from a future that a corrected clock took back can end") {
    trigger t = with_reference();
    REQUIRE(first_alarm(t, rows(40, 3), {at(1'000'000)}) == 40);
    CHECK(!t.observe(clock_tick{}, {at(100)}));  // the minute counts from here
    CHECK(t.observe(clock_tick{}, {at(160)}));
    CHECK(!t.observe(clock_tick{}, {at(241), at(240)}));
    CHECK(!t.pending());
}

TEST_CASE("without a reference it never fires and says so") {
    trigger t;
    CHECK(!t.has_reference());
    CHECK(first_alarm(t, rows(200, 3)) == 0);
    t.compare_with(t.summarize(training_rows().view()));
    CHECK(t.has_reference());
    CHECK(first_alarm(t, rows(40, 3)) == 40);

    trigger other = with_reference();
    other.compare_with("");  // a version that was published without this trigger
    CHECK(!other.has_reference());
    CHECK(first_alarm(other, rows(200, 3)) == 0);
}

TEST_CASE("a damaged summary is an error, and no reference is left") {
    trigger t = with_reference();
    CHECK_THROWS_AS(t.compare_with("damaged"), error);
    CHECK(!t.has_reference());
    CHECK(first_alarm(t, rows(200, 3)) == 0);
}

TEST_CASE("a summary for other windows is an error that says what to do") {
    on_data_drift<50, scored> const wider;
    std::string const summary = wider.summarize(training_rows().view());
    trigger t = with_reference();
    CHECK_THROWS_WITH(t.compare_with(summary), ContainsSubstring("on_data_drift<50>"));
    CHECK(!t.has_reference());
    data_drift_options options;
    options.threshold = drift_threshold::fixed;  // needs no window
    trigger fixed{options, 4};
    fixed.compare_with(summary);
    CHECK(first_alarm(fixed, rows(40, 3)) == 40);
}

TEST_CASE("the options reach the summary and the comparison") {
    data_drift_options options;
    options.test = two_sample_test::psi;
    options.columns = 1;
    trigger t{options, 4};
    t.compare_with(t.summarize(training_rows().view()));
    auto served = rows(40, 3);
    for (scored& row : served) row.features[1] -= 3;
    CHECK(first_alarm(t, served) == 0);  // one of two columns
    CHECK(t.last()->drifted == 1);
    CHECK(t.last()->columns[0].test == two_sample_test::psi);
}

TEST_CASE("rows that are no rows of the reference are ignored") {
    trigger t = with_reference();
    for (int i = 0; i < 100; ++i) {
        CHECK(!t.observe(scored{{9}}, {}));
        CHECK(!t.observe(scored{{9, 9, 9}}, {}));
        CHECK(!t.observe(scored{}, {}));
    }
    CHECK(!t.last());
    CHECK(first_alarm(t, rows(40, 3)) == 40);
}

TEST_CASE("rows of other models can be left out") {
    on_data_drift<40> t{{}, 4, "verdict"};
    t.compare_with(t.summarize(training_rows().view()));
    std::vector<float> const far{5, 5};
    for (int i = 0; i < 100; ++i) CHECK(!t.observe(row_served{"other", far}, {}));
    for (int i = 0; i < 39; ++i) CHECK(!t.observe(row_served{"verdict", far}, {}));
    CHECK(t.observe(row_served{"verdict", far}, {}));

    on_data_drift<40> all;
    all.compare_with(all.summarize(training_rows().view()));
    for (int i = 0; i < 39; ++i) CHECK(!all.observe(row_served{i % 2 == 0 ? "a" : "b", far}, {}));
    CHECK(all.observe(row_served{"b", far}, {}));
}

TEST_CASE("a new reference of the same features is compared with the same window") {
    trigger t = with_reference();
    REQUIRE(first_alarm(t, rows(38, 3)) == 0);
    t.compare_with(t.summarize(training_rows().view()));
    CHECK(first_alarm(t, rows(2, 3)) == 2);

    trigger other = with_reference();
    REQUIRE(first_alarm(other, rows(38, 3)) == 0);
    dataset renamed = training_rows();
    renamed.shape.features[0].name = "another";
    other.compare_with(other.summarize(renamed.view()));
    CHECK(first_alarm(other, rows(39, 3)) == 0);
    CHECK(first_alarm(other, rows(1, 3)) == 1);
}

TEST_CASE("equal triggers answer alike, and their reasons have a name") {
    auto const served = rows(6, 3);
    CHECK(laws::replays(with_reference(), {}, served[0], served[1], served[2], clock_tick{}));
    CHECK(laws::names_its_reasons(with_reference(), {}, served[0], served[1], clock_tick{}));
}

TEST_CASE("a restart finds the window and the alarm") {
    auto served = rows(50, 0);
    for (scored& row : rows(40, 3)) served.push_back(std::move(row));
    served[20].features[0] = std::numeric_limits<float>::quiet_NaN();
    served[21].features[0] = std::numeric_limits<float>::infinity();
    CHECK(laws::survives_a_restart(with_reference(), {at(5)}, served));
    CHECK(laws::survives_a_restart(with_reference(7), {at(5)}, served));
    CHECK(laws::survives_a_restart(trigger{}, {}, rows(5, 3)));
    any_of<trigger, on<scored>> both{with_reference(), on<scored>{}};
    CHECK(laws::survives_a_restart(both, {at(5)}, rows(45, 3)));
}

TEST_CASE("state and reference come back in either order") {
    trigger before = with_reference();
    REQUIRE(first_alarm(before, rows(38, 3)) == 0);
    std::string const summary = before.summarize(training_rows().view());
    trigger one{{}, 4};
    one.restore(before.save());
    one.compare_with(summary);
    CHECK(first_alarm(one, rows(2, 3)) == 2);
    trigger other{{}, 4};
    other.compare_with(summary);
    other.restore(before.save());
    CHECK(first_alarm(other, rows(2, 3)) == 2);
}

TEST_CASE("an alarm outlives a restart without a row") {
    trigger before = with_reference();
    REQUIRE(first_alarm(before, rows(40, 3), {at(100), at(50)}) == 40);
    trigger after;
    after.restore(before.save());
    CHECK(after.observe(clock_tick{}, {at(200), at(50)}) == both_moved);
    CHECK(!after.observe(clock_tick{}, {at(300), at(250)}));
    CHECK(!after.pending());
}

TEST_CASE("rows of other features are not restored") {
    trigger before = with_reference();
    REQUIRE(first_alarm(before, rows(38, 3)) == 0);
    dataset renamed = training_rows();
    renamed.shape.features[0].name = "another";
    trigger after{{}, 4};
    after.compare_with(after.summarize(renamed.view()));
    after.restore(before.save());
    CHECK(first_alarm(after, rows(39, 3)) == 0);
}

TEST_CASE("a state that nobody saved changes nothing") {
    trigger before = with_reference();
    REQUIRE(first_alarm(before, rows(40, 3)) == 40);
    std::string const good = before.save();
    trigger touched = before;
    for (std::string const& bad :
         {std::string{}, std::string{"no state "}, good.substr(0, good.size() / 2),
          good.substr(0, good.size() - 1), good + "1 ",
          std::string{"0 0 0 0 0  0 7 18446744073709551615 0 1 "}, std::string{"0 0 0 0 0  0 7 3 2 1 1 "},
          std::string{"0 0 0 0 0  0 7 0 1 1 "}}) {
        touched.restore(bad);
        CHECK(touched.save() == good);
    }
    // No rows of very many columns: nothing is allocated for them.
    trigger empty;
    CHECK_NOTHROW(empty.restore("0 0 0 0 0  0 7 18446744073709551615 0 "));
}

namespace {
/// Compares nothing but the text, and refuses one that is not its own.
struct last_word {
    using policy_role = trigger_role;
    using events = type_list<scored>;
    std::string word = "mine";
    std::string reference{};

    std::optional<reason> observe(scored const&, observation const&) noexcept {
        return std::nullopt;
    }
    std::string summarize(dataset_view rows) const {
        return word + '\n' + std::to_string(rows.row_count());
    }
    void compare_with(std::string_view summary) {
        reference = summary;
        if (!summary.empty() && !summary.starts_with("mine"))
            throw error{failure_reason::bad_data, "not mine"};
    }
};
static_assert(ReferenceTrigger<last_word> && !StatefulTrigger<last_word>);

struct summarizes_only : last_word {
    void compare_with(std::string_view) = delete;
};
static_assert(TriggerPolicy<summarizes_only> && !ReferenceTrigger<summarizes_only>);

struct compares_only : last_word {
    std::string summarize(dataset_view) const = delete;
};
static_assert(TriggerPolicy<compares_only> && !ReferenceTrigger<compares_only>);

struct summarizes_elsewhere : last_word {
    std::string_view summarize(dataset_view) const;
};
static_assert(!ReferenceTrigger<summarizes_elsewhere>);

struct changes_to_summarize : last_word {
    std::string summarize(dataset_view);
};
static_assert(!ReferenceTrigger<changes_to_summarize>);
}  // namespace

TEST_CASE("a combination summarises for each part that compares") {
    any_of<on<scored>, trigger, last_word> const before;
    std::string const summary = before.summarize(training_rows().view());
    CHECK(summary.find("mine\n400") != std::string::npos);

    // Parts may come, go and change places between two versions of a program.
    any_of<last_word, trigger> t{last_word{}, trigger{{}, 4}};
    t.compare_with(summary);
    CHECK(first_alarm(t, rows(40, 3)) == 40);
    t.compare_with("");
    CHECK(t.observe(clock_tick{}, {at(60)}));  // the alarm is pending still
    CHECK(!t.observe(clock_tick{}, {at(121), at(120)}));
    CHECK(first_alarm(t, rows(200, 3), {at(200), at(120)}) == 0);
}

TEST_CASE("one part's error keeps no other from its reference") {
    any_of<last_word, trigger> const other{last_word{"other", {}}, trigger{}};
    any_of<last_word, trigger> t{last_word{}, trigger{{}, 4}};
    CHECK_THROWS_WITH(t.compare_with(other.summarize(training_rows().view())),
                      ContainsSubstring("not mine"));
    CHECK(first_alarm(t, rows(40, 3)) == 40);
}
