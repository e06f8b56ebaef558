#include <retrain/logger/spdlog_logger.hpp>

#include <laws/logger.hpp>
#include <support/catch.hpp>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/ostream_sink.h>

#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>

using namespace retrain;

static_assert(Logger<spdlog_logger> && std::is_default_constructible_v<spdlog_logger>);

namespace {

/// A logger that writes "level text" to a string.
struct captured {
    std::ostringstream out;
    std::shared_ptr<spdlog::logger> logger = std::make_shared<spdlog::logger>(
        "captured", std::make_shared<spdlog::sinks::ostream_sink_mt>(out));

    captured() {
        logger->set_pattern("%l %v", spdlog::pattern_time_type::utc);
        logger->set_level(spdlog::level::trace);
    }
};

struct broken_sink : spdlog::sinks::base_sink<std::mutex> {
    void sink_it_(spdlog::details::log_msg const&) override {
        throw std::runtime_error{"the sink is broken"};
    }
    void flush_() override {}
};

}  // namespace

TEST_CASE("spdlog_logger obeys the laws of loggers", "[logger]") {
    captured to;
    spdlog_logger logger{to.logger};
    CHECK(laws::takes_anything(logger));
    CHECK(laws::writes_one_line_each(logger, [&] { return to.out.str(); }));
    CHECK(laws::keeps_lines_whole(logger, [&] { return to.out.str(); }));
}

TEST_CASE("levels are spdlog's", "[logger]") {
    captured to;
    spdlog_logger logger{to.logger};
    logger.log(log_level::debug, "a");
    logger.log(log_level::info, "b {}");
    logger.log(log_level::warning, "c\n");
    logger.log(log_level::error, "d");
    CHECK(to.out.str() == "debug a\ninfo b {}\nwarning c\\n\nerror d\n");

    to.logger->set_level(spdlog::level::err);
    logger.log(log_level::warning, "e");
    CHECK(to.out.str().find('e', to.out.str().find("error d") + 7) == std::string::npos);
}

TEST_CASE("the logger named retrain is used where the program registered one", "[logger]") {
    spdlog::drop("retrain");
    SECTION("and made where it did not") {
        spdlog_logger const first;
        auto const made = spdlog::get("retrain");
        REQUIRE(made);
        CHECK(made->sinks().size() == 1);
        spdlog_logger const second;
        CHECK(spdlog::get("retrain") == made);
    }
    SECTION("as it is") {
        captured ours;
        auto const named =
            std::make_shared<spdlog::logger>("retrain", ours.logger->sinks().front());
        named->set_pattern("%n: %v");
        spdlog::register_logger(named);
        spdlog_logger logger;
        logger.log(log_level::info, "hello");
        CHECK(ours.out.str() == "retrain: hello\n");
        spdlog::drop("retrain");
    }
    spdlog::drop("retrain");
}

TEST_CASE("no logger at all is refused with advice", "[logger]") {
    CHECK_THROWS_WITH(spdlog_logger{nullptr},
                      ContainsSubstring("spdlog_logger was given no logger"));
}

TEST_CASE("a broken sink is nobody's problem", "[logger]") {
    auto const broken =
        std::make_shared<spdlog::logger>("broken", std::make_shared<broken_sink>());
    broken->set_error_handler([](std::string const& text) { throw std::runtime_error{text}; });
    spdlog_logger logger{broken};
    logger.log(log_level::error, "lost");
    SUCCEED("no exception escaped");
}
