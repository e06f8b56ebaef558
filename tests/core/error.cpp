#include <retrain/core/error.hpp>

#include <support/catch.hpp>

#include <stdexcept>
#include <string>

using namespace retrain;

namespace {
consteval bool names_differ() {
    constexpr int last = static_cast<int>(failure_reason::unexpected);
    for (int a = 0; a <= last; ++a) {
        if (name(failure_reason{a}) == "unknown") return false;
        for (int b = 0; b < a; ++b)
            if (name(failure_reason{a}) == name(failure_reason{b})) return false;
    }
    return name(failure_reason{last + 1}) == "unknown";
}
static_assert(names_differ() && name(failure_reason::bad_data) == "bad_data");
}  // namespace

TEST_CASE("an error has a reason and a sentence", "[core]") {
    try {
        throw error{failure_reason::store_failed, "the disk is full"};
    } catch (std::runtime_error const& problem) {
        CHECK(std::string{problem.what()} == "the disk is full");
        CHECK(dynamic_cast<error const&>(problem).why() == failure_reason::store_failed);
    }
}
