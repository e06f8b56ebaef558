#include <quickstart/output_folder.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>

using namespace quickstart;
namespace fs = std::filesystem;

TEST_CASE("a folder that somebody else made is left alone", "[quickstart]") {
    retrain::testing::scratch_directory const scratch;
    fs::path const folder = scratch.path();
    fs::create_directories(folder / "models");
    std::ofstream{folder / "models" / "precious.ubj"} << "weights";
    REQUIRE_THROWS_AS(prepare_output(folder), std::runtime_error);
    REQUIRE(fs::exists(folder / "models" / "precious.ubj"));
    REQUIRE_FALSE(fs::exists(folder / "logs"));
}

TEST_CASE("the folder of an earlier quickstart is emptied", "[quickstart]") {
    retrain::testing::scratch_directory const scratch;
    fs::path const folder = scratch.path() / "new" / "output";
    prepare_output(folder);
    REQUIRE(fs::is_directory(folder / "logs"));

    auto const values = settings_for(folder);
    fs::create_directories(values.models_directory);
    std::ofstream{fs::path{values.models_directory} / "old.ubj"} << "weights";
    std::ofstream{folder / "notes.txt"} << "mine";
    prepare_output(folder);
    REQUIRE_FALSE(fs::exists(values.models_directory));
    REQUIRE(fs::is_directory(values.logs_directory));
    REQUIRE(fs::exists(folder / "notes.txt"));  // what no service wrote stays
}
