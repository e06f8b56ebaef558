#include <retrain/detail/lock_probe.hpp>

#include <retrain/detail/directory_lock.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>

using namespace retrain;
using testing::scratch_directory;

TEST_CASE("a lock that somebody holds is seen, and no file is made to find out", "[store]") {
    scratch_directory const scratch;
    auto const file = scratch / "a/.run.lock";
    CHECK_FALSE(detail::is_locked(file));
    CHECK_FALSE(std::filesystem::exists(scratch / "a"));

    auto lock = detail::directory_lock::try_acquire(file);
    REQUIRE(lock);
    CHECK(detail::is_locked(file));
    CHECK(detail::is_locked(file));
    lock.unlock();
    CHECK_FALSE(detail::is_locked(file));
    CHECK(detail::directory_lock::try_acquire(file));

    std::filesystem::create_symlink(file, scratch / "link");
    CHECK_THROWS_AS(detail::is_locked(scratch / "link"), detail::file_error);
}
