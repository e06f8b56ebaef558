#include <retrain/logger/stream_logger.hpp>

#include <laws/logger.hpp>
#include <support/catch.hpp>

#include <ios>
#include <sstream>
#include <string>
#include <thread>
#include <type_traits>

using namespace retrain;

static_assert(Logger<stream_logger> && std::is_default_constructible_v<stream_logger>);
static_assert(std::is_trivially_copyable_v<stream_logger>);

TEST_CASE("stream_logger obeys the laws of loggers", "[logger]") {
    std::ostringstream out;
    stream_logger logger{out, log_level::debug};
    CHECK(laws::takes_anything(logger));
    CHECK(laws::writes_one_line_each(logger, [&] { return out.str(); }));
}

TEST_CASE("lines of several threads do not mix, however slow the stream is", "[logger]") {
    struct slow : std::stringbuf {
        std::streamsize xsputn(char const* text, std::streamsize length) override {
            for (std::streamsize i = 0; i != length; ++i) {
                if (i % 16 == 8) std::this_thread::yield();
                sputc(text[i]);
            }
            return length;
        }
    } buffer;
    std::ostream out{&buffer};
    stream_logger logger{out};
    CHECK(laws::keeps_lines_whole(logger, [&] { return buffer.str(); }));
}

TEST_CASE("a line has its time, its level and its text", "[logger]") {
    std::ostringstream out;
    stream_logger logger{out};
    time_point const before = std::chrono::system_clock::now();
    logger.log(log_level::warning, "the disk\nis full");

    std::string const line = out.str();
    CHECK(line.substr(20) == " warning the disk\\nis full\n");
    auto const told = parse_iso_time(line.substr(0, 20));
    REQUIRE(told);
    CHECK(*told >= std::chrono::floor<std::chrono::seconds>(before));
    CHECK(*told <= std::chrono::system_clock::now());
}

TEST_CASE("what is less urgent than asked for is not written", "[logger]") {
    std::ostringstream out;
    stream_logger by_default{out};
    by_default.log(log_level::debug, "details");
    CHECK(out.str().empty());
    by_default.log(log_level::info, "news");
    CHECK_THAT(out.str(), ContainsSubstring("info news"));

    stream_logger terse{out, log_level::error};
    terse.log(log_level::warning, "odd");
    CHECK(out.str().find("odd") == std::string::npos);
}

TEST_CASE("a stream that fails is nobody's problem", "[logger]") {
    struct full : std::stringbuf {
        int overflow(int) override { throw std::ios_base::failure{"full"}; }
        std::streamsize xsputn(char const*, std::streamsize) override {
            throw std::ios_base::failure{"full"};
        }
    } buffer;
    std::ostream out{&buffer};
    out.exceptions(std::ios::badbit | std::ios::failbit);
    stream_logger logger{out};
    logger.log(log_level::error, "lost");
    SUCCEED("no exception escaped");
}
