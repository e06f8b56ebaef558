#include <retrain/core/intervention.hpp>

#include <support/catch.hpp>

#include <set>
#include <string_view>

using namespace retrain;

static_assert(is_reason("it drifts") && is_reason(" x ") && !is_reason("") && !is_reason(" \t\r\n"));

TEST_CASE("each act of a person has a name of its own", "[core]") {
    using enum intervention_kind;
    std::set<std::string_view> names;
    for (auto const kind : {rollback, approval, decline, force, pin, unpin, recovery})
        names.insert(name(kind));
    CHECK(names == std::set<std::string_view>{"rollback", "approval", "decline", "force", "pin",
                                              "unpin", "recovery"});
}
