#include <retrain/core/version.hpp>

#include <algorithm>

// Three numbers with dots between them.
static_assert(std::ranges::count(retrain::library_version, '.') == 2);
static_assert(std::ranges::all_of(retrain::library_version,
                                  [](char c) { return c == '.' || (c >= '0' && c <= '9'); }));
