#include <retrain/window/when.hpp>

#include <retrain/window/all_rows.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <type_traits>

using namespace retrain;

using on_drift = when<"drift", all_rows>;
static_assert(on_drift::applies("drift"));
static_assert(on_drift::applies("next try of run 3: data_drift (0.2)"));
static_assert(!on_drift::applies("analysis_completed (64)"));
static_assert(!on_drift::applies(""));
static_assert(otherwise<all_rows>::applies(""));
static_assert(std::is_empty_v<on_drift> && std::is_empty_v<otherwise<all_rows>>);

namespace {
struct from_day {
    using policy_role = window_role;
    int number;
    time_point begin(dataset_view, std::string_view) const {
        return time_point{std::chrono::days{number}};
    }
};
}  // namespace

TEST_CASE("a part of windows may have a window with a value", "[window]") {
    CHECK(when<"drift", from_day>{from_day{3}}.window.number == 3);
    CHECK(otherwise<from_day>{from_day{4}}.window.number == 4);
}
