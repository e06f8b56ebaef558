#include <fuzz/targets.hpp>

#include <cstdio>
#include <cstdlib>

void retrain::fuzz::must(bool holds, char const* what) noexcept {
    if (holds) return;
    std::fprintf(stderr, "fuzz: it does not hold that %s\n", what);
    std::abort();
}
