#include <retrain/detail/append_to_file.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

TEST_CASE("texts are appended to a file that is made with its folders", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "a/b/history.txt";
    detail::append_to_file(file, "one\n");
    detail::append_to_file(file, "two\n");
    CHECK(read_file(file) == "one\ntwo\n");
}

TEST_CASE("a line that a crash tore is ended first", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    write_file(file, "one\ntw");
    detail::append_to_file(file, "three\n");
    CHECK(read_file(file) == "one\ntw\nthree\n");
}

TEST_CASE("a file that can't be written is an error with its path", "[history]") {
    scratch_directory const folder;
    SECTION("a folder stands in its place") {
        std::filesystem::create_directories(folder / "history.txt");
        CHECK_THROWS_WITH(detail::append_to_file(folder / "history.txt", "one\n"),
                          ContainsSubstring((folder / "history.txt").string()));
    }
    SECTION("a file stands where a folder belongs") {
        write_file(folder / "logs", "");
        CHECK_THROWS_AS(detail::append_to_file(folder / "logs/history.txt", "one\n"), error);
    }
    SECTION("the disk is full") {
        try {
            detail::append_to_file("/dev/full", "one\n");
            FAIL("nothing was thrown");
        } catch (error const& problem) {
            CHECK(problem.why() == failure_reason::store_failed);
            CHECK_THAT(problem.what(), ContainsSubstring("/dev/full"));
        }
    }
}

TEST_CASE("a symbolic link is not written through", "[history]") {
    scratch_directory const folder;
    write_file(folder / "precious", "precious\n");
    for (auto const* target : {"precious", "nowhere"}) {
        auto const file = folder / (std::string{target} + ".txt");
        std::filesystem::create_symlink(target, file);
        CHECK_THROWS_WITH(detail::append_to_file(file, "one\n"),
                          ContainsSubstring("a symbolic link stands where a file"));
    }
    CHECK(read_file(folder / "precious") == "precious\n");
    CHECK_FALSE(std::filesystem::exists(folder / "nowhere"));
}

TEST_CASE("a device takes texts too", "[history]") {
    detail::append_to_file("/dev/null", "one\n");
    SUCCEED("no exception");
}

TEST_CASE("texts of several writers do not mix", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.txt";
    {
        std::vector<std::jthread> writers;
        for (char const letter : {'a', 'b', 'c'})
            writers.emplace_back([&, letter] {
                for (int i = 0; i != 20; ++i)
                    detail::append_to_file(file, std::string(1000, letter) + '\n');
            });
    }
    std::string const all = read_file(file);
    CHECK(all.size() == 60 * 1001);
    for (std::size_t line = 0; line != 60; ++line) {
        auto const text = all.substr(line * 1001, 1001);
        CHECK(text == std::string(1000, text.front()) + '\n');
    }
}
