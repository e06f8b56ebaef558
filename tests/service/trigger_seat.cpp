#include <retrain/service/trigger_seat.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

struct ping {};

/// Does all that a trigger may do.
struct busy_trigger {
    using policy_role = trigger_role;
    using events = type_list<ping>;
    int seen = 0;
    std::shared_ptr<std::vector<std::string>> given = std::make_shared<std::vector<std::string>>();

    std::optional<reason> observe(ping const&, observation const&) noexcept {
        return reason{"ping", ++seen};
    }
    std::optional<time_point> next_due(time_point now) const noexcept {
        return now < day(9) ? std::optional{day(9)} : std::nullopt;
    }
    std::string save() const { return std::to_string(seen); }
    void restore(std::string_view saved) { seen = static_cast<int>(saved.size()); }
    std::string summarize(dataset_view rows) const { return std::to_string(rows.row_count()); }
    void compare_with(std::string_view summary) { given->emplace_back(summary); }
};

struct plain_trigger {
    using policy_role = trigger_role;
    using events = type_list<ping>;
    std::optional<reason> observe(ping const&, observation const&) noexcept { return {}; }
};

template <class Seat>
concept saves = requires(Seat& seat) { seat.save(); };

}  // namespace

TEST_CASE("a seat passes on what its trigger says", "[trigger_seat]") {
    busy_trigger const trigger;
    trigger_seat<busy_trigger> seat{trigger};
    REQUIRE(seat.observe(ping{}, {}) == "ping (1)");
    REQUIRE(seat.until_due(day(7)) == 48h);
    REQUIRE_FALSE(seat.until_due(day(9)));
    REQUIRE(seat.look([](busy_trigger const& t) { return t.seen; }) == 1);
    REQUIRE(seat.wants_saving());
    REQUIRE_FALSE(seat.wants_saving());  // a minute has not passed
    REQUIRE(seat.observe(ping{}, {}) == "ping (2)");
    REQUIRE_FALSE(seat.wants_saving());  // nor is this reason new
    REQUIRE(seat.save() == "2");
    seat.restore("four");
    REQUIRE(seat.save() == "4");
    auto const rows = toy_rows(5);
    REQUIRE(seat.summarizer()(rows.view()) == "5");
}

namespace {
/// Has its seat asked for more while it summarises.
struct asking_trigger : busy_trigger {
    std::function<void()> meanwhile{};
    std::string summarize(dataset_view) const {
        if (meanwhile) meanwhile();
        return "asked";
    }
};
}  // namespace

namespace {
/// Remembers, and gives each name that it is shown as its reason.
struct naming_trigger {
    using policy_role = trigger_role;
    using events = type_list<std::string_view>;
    std::optional<reason> observe(std::string_view const& name, observation const&) noexcept {
        return name.empty() ? std::nullopt : std::optional{reason{name}};
    }
    std::string save() const { return ""; }
    void restore(std::string_view) {}
};
}  // namespace

TEST_CASE("a state is worth saving when its trigger gives another reason", "[trigger_seat]") {
    trigger_seat<naming_trigger> seat{{}};
    observation now{.now = day(2), .last_run = day(1)};
    auto const saves = [&](std::string_view name) {
        (void)seat.observe(name, now);
        return seat.wants_saving();
    };
    REQUIRE(saves(""));  // the first event
    REQUIRE_FALSE(saves(""));
    REQUIRE(saves("alarm"));
    REQUIRE_FALSE(saves(""));
    REQUIRE_FALSE(saves("alarm"));  // reasons that come by the thousand are not saved one by one
    REQUIRE(saves("backtest"));
    REQUIRE_FALSE(saves("alarm"));
    REQUIRE_FALSE(saves("backtest"));
    now.last_run = now.now;  // which answered the alarm, so this is another
    REQUIRE(saves("alarm"));
    REQUIRE_FALSE(saves("alarm"));
}

TEST_CASE("events do not wait for a summary", "[trigger_seat]") {
    asking_trigger trigger;
    trigger_seat<asking_trigger>* place = nullptr;
    trigger.meanwhile = [&place] { REQUIRE(place->observe(ping{}, {}) == "ping (1)"); };
    trigger_seat<asking_trigger> seat{trigger};
    place = &seat;
    REQUIRE(seat.summarizer()(toy_rows(5).view()) == "asked");
    REQUIRE(seat.save() == "1");  // what it remembers of the event is not lost with the copy
}

TEST_CASE("a reference is given once for each generation, also an empty one", "[trigger_seat]") {
    busy_trigger const trigger;
    trigger_seat<busy_trigger> seat{trigger};
    seat.compare_with(0, "");
    REQUIRE(trigger.given->empty());  // nothing is live, and nothing was
    seat.compare_with(3, "three");
    seat.compare_with(3, "three");
    seat.compare_with(4, "");
    REQUIRE(*trigger.given == std::vector<std::string>{"three", ""});
}

namespace {
struct watching_trigger : plain_trigger {
    std::shared_ptr<std::vector<std::string>> told = std::make_shared<std::vector<std::string>>();
    void now_live(std::string_view model, std::uint64_t generation) {
        told->push_back(std::string{model} + " " + std::to_string(generation));
    }
};
}  // namespace

TEST_CASE("what is live is told where it has changed, model by model", "[trigger_seat]") {
    using list = std::vector<std::pair<std::string_view, std::uint64_t>>;
    watching_trigger const trigger;
    trigger_seat<watching_trigger> seat{trigger};
    seat.tell_live([] { return list{}; });
    seat.tell_live([] { return list{{"a", 1}}; });
    seat.tell_live([] { return list{{"a", 1}, {"b", 4}}; });
    seat.tell_live([] { return list{{"a", 2}, {"b", 4}}; });
    REQUIRE(*trigger.told == std::vector<std::string>{"a 1", "b 4", "a 2"});
}

TEST_CASE("what a trigger can't do is not there", "[trigger_seat]") {
    trigger_seat<plain_trigger> seat{{}};
    REQUIRE_FALSE(seat.summarizer());
    STATIC_REQUIRE_FALSE(saves<decltype(seat)>);
    STATIC_REQUIRE(saves<trigger_seat<busy_trigger>>);
}
