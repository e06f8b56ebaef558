#include <retrain/config/unread_settings.hpp>

#include <retrain/config/describe_settings.hpp>
#include <retrain/config/load_settings.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;

namespace {

struct fixed {};
struct adjustable {
    static constexpr std::array<std::string_view, 1> reads{"min_interval_hours"};
};
template <class... Parts>
struct joined {};

settings set(environment::variables variables) {
    return load_settings(environment{std::move(variables)}).values;
}

}  // namespace

TEST_CASE("a set variable that no policy reads is reported", "[config]") {
    auto const values = set({{"RETRAIN_MIN_INTERVAL_HOURS", "2"}});
    CHECK(unread_settings<fixed, joined<fixed>>(values) ==
          std::vector<std::string>{
              "RETRAIN_MIN_INTERVAL_HOURS is set, but no policy of this service reads it: "
              "min_interval<24h> fixes the interval; name min_interval<> to make it adjustable"});
    CHECK(unread_settings<fixed, adjustable>(values).empty());
    CHECK(unread_settings<joined<fixed, joined<adjustable>>>(values).empty());
}

TEST_CASE("what is not set is not reported, whoever reads it", "[config]") {
    CHECK(unread_settings<>(settings{}).empty());
    CHECK(unread_settings<fixed>(set({})).empty());
}

TEST_CASE("each unread variable has a sentence, also one that no advice is known for",
          "[config]") {
    environment::variables all;
    for (auto const& known : describe_settings())
        all[known.variable] = known.standard;
    auto const sentences = unread_settings<>(set(all));
    CHECK(sentences.size() == all.size());
    for (auto const& [variable, value] : all)
        CHECK(std::ranges::count_if(sentences, [&name = variable](std::string const& sentence) {
                  return sentence.starts_with(name + " is set, but no policy");
              }) == 1);
}
