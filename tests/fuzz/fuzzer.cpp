// libFuzzer's entry; FUZZ_TARGET is the function of targets.hpp that it feeds.
#include <fuzz/targets.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    retrain::fuzz::FUZZ_TARGET(std::as_bytes(std::span{data, size}));
    return 0;
}
