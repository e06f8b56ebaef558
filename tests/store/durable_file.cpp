#include <retrain/detail/durable_file.hpp>

#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/read_file.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>

using namespace retrain;
using testing::read_file;
using testing::scratch_directory;
using testing::write_file;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t any_length = 1 << 20;

template <class Action>
int code_of(Action action) {
    try {
        action();
    } catch (detail::file_error const& refused) {
        CHECK(refused.why() == failure_reason::store_failed);
        return refused.code();
    }
    return 0;
}

}  // namespace

TEST_CASE("a file is placed whole and leaves nothing beside it", "[store]") {
    scratch_directory const scratch;
    auto const path = scratch / "a";
    detail::place_file(path, "first");
    CHECK(read_file(path) == "first");
    detail::place_file(path, "");
    CHECK(read_file(path).empty());
    detail::place_file(path, std::string(200'000, 'x'));
    CHECK(read_file(path) == std::string(200'000, 'x'));
    CHECK(detail::list_directory(scratch.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("a file has the rights that the umask leaves", "[store]") {
    scratch_directory const scratch;
    auto const before = ::umask(0027);
    detail::place_file(scratch / "a", "text");
    detail::make_directories(scratch / "b");
    ::umask(before);
    CHECK((fs::status(scratch / "a").permissions() & fs::perms::mask) == fs::perms{0640});
    CHECK((fs::status(scratch / "b").permissions() & fs::perms::mask) == fs::perms{0750});
}

TEST_CASE("a link that stands in the way is replaced, not written through", "[store]") {
    scratch_directory const scratch;
    write_file(scratch / "precious", "precious");
    fs::create_symlink("precious", scratch / "a");
    fs::create_symlink("precious", scratch / ".a.tmp");
    detail::place_file(scratch / "a", "ours");
    CHECK(read_file(scratch / "precious") == "precious");
    CHECK_FALSE(fs::is_symlink(scratch / "a"));
    CHECK(read_file(scratch / "a") == "ours");
    CHECK_FALSE(fs::exists(fs::symlink_status(scratch / ".a.tmp")));
}

TEST_CASE("what a killed writer left is replaced, also where it is the file itself", "[store]") {
    scratch_directory const scratch;
    write_file(scratch / "a", "old");
    fs::create_hard_link(scratch / "a", scratch / ".a.tmp");
    detail::write_new_file(scratch / ".a.tmp", laws::bytes_of("half"));
    CHECK(read_file(scratch / "a") == "old");
}

TEST_CASE("a file that can't be written leaves the old one and tells why", "[store]") {
    scratch_directory const scratch;
    auto const path = scratch / "a";
    detail::place_file(path, "old");

    SECTION("no room") {
        ::rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        ::rlimit tight = before;
        tight.rlim_cur = 1000;
        auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &tight);
        int const code = code_of([&] { detail::place_file(path, std::string(2000, 'x')); });
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        CHECK(code == EFBIG);
        CHECK(detail::list_directory(scratch.path()) == std::vector<std::string>{"a"});
        CHECK(read_file(path) == "old");
    }
    SECTION("a directory has its name") {
        fs::create_directory(scratch / "b");
        CHECK(code_of([&] { detail::place_file(scratch / "b", "x"); }) == EISDIR);
        CHECK_FALSE(fs::exists(scratch / ".b.tmp"));
    }
    SECTION("its folder is missing, or is a file") {
        CHECK(code_of([&] { detail::place_file(scratch / "no/b", "x"); }) == ENOENT);
        CHECK(code_of([&] { detail::place_file(path / "b", "x"); }) == ENOTDIR);
    }
}

TEST_CASE("an error names the action, the path, the cause and what to do", "[store]") {
    detail::file_error const full{"write", "models/risk.json", ENOSPC};
    CHECK(std::string{full.what()} ==
          "can't write 'models/risk.json': No space left on device; free some space and try again");
    CHECK_FALSE(full.means_damage());
    CHECK_FALSE(detail::file_error{"read", "x", EIO}.means_damage());
    CHECK(detail::file_error{"read", "x", ELOOP}.means_damage());
}

TEST_CASE("folders are made with those above them", "[store]") {
    scratch_directory const scratch;
    detail::make_directories(scratch / "a/b/c");
    detail::make_directories(scratch / "a/b/c");
    detail::make_directories((scratch / "a/d").string() + "/");
    CHECK(fs::is_directory(scratch / "a/b/c"));
    CHECK(fs::is_directory(scratch / "a/d"));
    write_file(scratch / "file", "");
    CHECK(code_of([&] { detail::make_directories(scratch / "file"); }) == ENOTDIR);
    CHECK(code_of([&] { detail::make_directories(scratch / "file/a"); }) == ENOTDIR);
}

TEST_CASE("a file is read whole, or not at all", "[store]") {
    scratch_directory const scratch;
    write_file(scratch / "a", std::string{"\0\xff", 2});
    auto const read = [&](std::string_view name, std::uint64_t limit) {
        return detail::read_file(scratch / name, limit);
    };
    CHECK(read("a", 2) == laws::bytes_of({"\0\xff", 2}));
    CHECK(detail::as_text(*read("a", 2)) == std::string_view{"\0\xff", 2});
    CHECK(code_of([&] { (void)read("a", 1); }) == EFBIG);
    CHECK_FALSE(read("missing", any_length));

    fs::create_symlink("a", scratch / "link");
    CHECK(code_of([&] { (void)read("link", any_length); }) == ELOOP);
    CHECK(code_of([&] { (void)detail::read_file(scratch.path(), any_length); }) == EISDIR);
    CHECK(code_of([&] { (void)read("a/b", any_length); }) == ENOTDIR);
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK(code_of([&] { (void)read("pipe", any_length); }) == EINVAL);  // and does not wait
}

TEST_CASE("links and names", "[store]") {
    scratch_directory const scratch;
    write_file(scratch / "a", "a");
    detail::place_link(scratch / "link", "a");
    detail::place_link(scratch / "link", "b");
    CHECK(fs::read_symlink(scratch / "link") == "b");
    CHECK(detail::is_there(scratch / "link"));
    CHECK_FALSE(detail::is_there(scratch / "b"));

    CHECK(detail::link_file(scratch / "a", scratch / "c"));
    CHECK_FALSE(detail::link_file(scratch / "a", scratch / "c"));
    CHECK(read_file(scratch / "c") == "a");
    CHECK(detail::remove_file(scratch / "c"));
    CHECK_FALSE(detail::remove_file(scratch / "c"));

    CHECK(detail::free_name(scratch / "a", "kept") == scratch / "a.kept-1");
    write_file(scratch / "a.kept-1", "");
    CHECK(detail::free_name(scratch / "a", "kept") == scratch / "a.kept-2");
    CHECK(detail::folder_of("a") == ".");
    CHECK(detail::folder_of("a/b") == "a");

    auto names = detail::list_directory(scratch.path());
    std::ranges::sort(names);
    CHECK(names == std::vector<std::string>{"a", "a.kept-1", "link"});
    CHECK(detail::list_directory(scratch / "missing").empty());
    CHECK(code_of([&] { (void)detail::list_directory(scratch / "a"); }) == ENOTDIR);
}
