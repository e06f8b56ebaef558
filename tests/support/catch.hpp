#pragma once

// Catch2: version 2 (one header) on Debian 12, version 3 (several) on Debian 13.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>
using Catch::Matchers::Contains;
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
#endif
