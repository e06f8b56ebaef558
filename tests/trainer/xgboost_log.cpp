#include <retrain/trainer/xgboost_booster.hpp>
#include <retrain/trainer/xgboost_log.hpp>

#include <support/catch.hpp>

#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {
using namespace retrain;
using detail::read_xgboost_message;
using messages = std::vector<std::pair<log_level, std::string>>;

/// Makes XGBoost warn, about a parameter that it does not know.
void provoke_a_warning() {
    std::vector<float> const values{1.0F, 2.0F};
    std::vector<std::uint32_t> const labels{0, 1};
    xgboost_matrix rows{values, 1, 1};
    rows.set_labels(labels);
    DMatrixHandle const evaluated[] = {rows.handle()};
    xgboost_booster booster{evaluated};
    booster.set("nthread", 1);
    booster.set("validate_parameters", 1);
    booster.set("no_such_parameter", 1);
    booster.update(0, rows);
}

/// What arrives on std::cerr while `act` runs.
template <class Act>
std::string on_cerr(Act act) {
    std::ostringstream caught;
    auto* const before = std::cerr.rdbuf(caught.rdbuf());
    act();
    std::cerr.rdbuf(before);
    return caught.str();
}
}  // namespace

TEST_CASE("XGBoost's text is split into level and one line") {
    CHECK(read_xgboost_message("[07:30:23] WARNING: ./src/learner.cc:767: \n"
                               "Parameters: { \"x\" } are not used.\n") ==
          std::pair{log_level::warning,
                    std::string{
                        "XGBoost: ./src/learner.cc:767: Parameters: { \"x\" } are not used."}});
    CHECK(read_xgboost_message("[07:30:23] INFO: a.cc:1: b").first == log_level::info);
    CHECK(read_xgboost_message("[07:30:23] DEBUG: a.cc:1: b").first == log_level::debug);
    CHECK(read_xgboost_message("[07:30:23] ERROR: a.cc:1: b").first == log_level::error);
}

TEST_CASE("a text in another form arrives whole") {
    for (std::string const text : {"", "[", "[]", "plain", "[07:30:23] FATAL: x", "WARNING:"}) {
        auto const [level, line] = read_xgboost_message(text);
        CHECK(level == log_level::info);
        CHECK(line.starts_with("XGBoost:"));
    }
    CHECK(read_xgboost_message("plain text").second == "XGBoost: plain text");
}

TEST_CASE("warnings go to the sink of the innermost scope, and to std::cerr after the last") {
    messages outer, inner;
    detail::message_sink const to_outer = [&](log_level level, std::string_view text) {
        outer.emplace_back(level, text);
    };
    detail::message_sink const to_inner = [&](log_level level, std::string_view text) {
        inner.emplace_back(level, text);
    };
    auto const printed = on_cerr([&] {
        xgboost_log const log{to_outer};
        {
            xgboost_log const nested{to_inner};
            provoke_a_warning();
        }
        CHECK(outer.empty());
        provoke_a_warning();
    });
    CHECK(printed.empty());
    REQUIRE(inner.size() == 1);
    REQUIRE(outer.size() == 1);
    CHECK(outer[0].first == log_level::warning);
    CHECK_THAT(outer[0].second, ContainsSubstring("no_such_parameter"));
    CHECK_THAT(on_cerr(provoke_a_warning), ContainsSubstring("no_such_parameter"));
    CHECK(outer.size() == 1);
}

TEST_CASE("with an empty sink XGBoost is silent, and only within the scope") {
    detail::message_sink const nobody;
    CHECK(on_cerr([&] {
              xgboost_log const log{nobody};
              provoke_a_warning();
          }).empty());
    CHECK_THAT(on_cerr(provoke_a_warning), ContainsSubstring("no_such_parameter"));
}

TEST_CASE("a sink that throws loses the message and nothing else") {
    detail::message_sink const thrower = [](log_level, std::string_view) {
        throw std::runtime_error{"full"};
    };
    CHECK_NOTHROW([&] {
        xgboost_log const log{thrower};
        provoke_a_warning();
    }());
}

TEST_CASE("each thread has a sink of its own") {
    auto const collect = [](messages& into) {
        detail::message_sink const sink = [&](log_level level, std::string_view text) {
            into.emplace_back(level, text);
        };
        xgboost_log const log{sink};
        provoke_a_warning();
    };
    messages a, b;
    {
        std::jthread const first{[&] { collect(a); }};
        std::jthread const second{[&] { collect(b); }};
    }
    CHECK(a.size() == 1);
    CHECK(b.size() == 1);
}
