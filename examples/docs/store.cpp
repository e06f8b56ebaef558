// The program that docs/store.md shows.
#include <retrain/store/file_store.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <vector>

namespace rt = retrain;

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-store";
    std::filesystem::remove_all(folder);
    std::vector<std::byte> const old_bytes(8, std::byte{1});
    std::vector<std::byte> const new_bytes(8, std::byte{2});

    //! [use]
    rt::file_store store{folder};
    auto const first = store.publish({.name = "verdict", .extension = "bin", .live = old_bytes,
                                      .judge = {}, .metadata = {}, .expected_generation = 0});
    auto const second = store.publish({.name = "verdict", .extension = "bin", .live = new_bytes,
                                       .judge = {}, .metadata = {},
                                       .expected_generation = first.generation});
    try {  // a slower run that began when `first` was live
        store.publish({.name = "verdict", .extension = "bin", .live = old_bytes, .judge = {},
                       .metadata = {}, .expected_generation = first.generation});
    } catch (rt::error const& refused) {
        std::cout << rt::name(refused.why()) << ": " << refused.what() << '\n';  // superseded
    }
    auto const back = store.rollback("verdict", "it was worse on Mondays");
    bool const restored = store.read(back.champion.live) == old_bytes;
    //! [use]

    //! [who]
    rt::time_point const now = std::chrono::system_clock::now();
    auto const live = store.live_at("verdict", now);  // what answered then: version 1
    auto const before = store.find_version("verdict", rt::model_alias::previous);  // version 2
    //! [who]
    bool const told = live && live->version == 1 && live->generation == 3 &&
                      live->because == "it was worse on Mondays" && before &&
                      before->version.version == 2;

    bool const right = restored && told && back.generation == 3 && second.generation == 2 &&
                       std::filesystem::is_symlink(folder / "verdict.bin");
    std::filesystem::remove_all(folder);
    return right ? 0 : 1;
}
