#include <retrain/logger/no_logger.hpp>

#include <laws/logger.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

static_assert(Logger<no_logger> && std::is_empty_v<no_logger>);
static_assert([] {
    no_logger::log(log_level::error, "nobody hears this");
    return true;
}());

TEST_CASE("no_logger obeys the laws of loggers", "[logger]") {
    no_logger logger;
    CHECK(laws::takes_anything(logger));
}
