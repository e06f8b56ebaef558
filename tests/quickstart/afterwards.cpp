#include <quickstart/afterwards.hpp>

#include <support/catch.hpp>

#include <retrain/core/error.hpp>

#include <boost/hana/define_struct.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

using namespace quickstart;
using namespace std::chrono_literals;

namespace {

struct one_feature {
    BOOST_HANA_DEFINE_STRUCT(one_feature, (float, value));
};

/// Gives the class that the feature names the probability `trust`, and the others the rest.
struct trusting_model {
    static constexpr std::string_view extension = "trust";
    float trust = 0.5F;

    [[nodiscard]] std::vector<std::byte> save() const { return {}; }
    [[nodiscard]] static trusting_model load(std::span<std::byte const>) { return {}; }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t c = 0; c < 3; ++c)
                out[3 * row + c] = static_cast<float>(c) == rows[row] ? trust : (1 - trust) / 2;
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 1; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 3; }
};

auto make(float trust, unsigned generation) {
    retrain::model_version version;
    version.metadata.fingerprint = retrain::fingerprint_of<one_feature>;
    version.metadata.classes = {"buy", "watch", "avoid"};
    return std::make_shared<retrain::live_model<trusting_model> const>(trusting_model{trust}, "toy",
                                                                       version, generation);
}

constexpr auto day(int number) {
    return std::chrono::sys_days{2020y / 1 / 1} + std::chrono::days{number};
}

forecasts const even{1.0F / 3, 1.0F / 3, 1.0F / 3};
one_feature const says_buy{0};

}  // namespace

TEST_CASE("a model is scored on the days on which it was live", "[quickstart]") {
    afterwards<trusting_model> model;
    auto const first = make(0.5F, 1), second = make(0.9F, 2);
    for (int i = 0; i < 3; ++i) model.predict(day(i), says_buy, first, even);
    for (int i = 3; i < 6; ++i) model.predict(day(i), says_buy, second, even);
    for (int i = 0; i < 4; ++i) model.learn(day(i), "buy");
    model.learn(day(4), "avoid");  // the outcome of day 5 is not known

    REQUIRE(model.tenures().size() == 2);
    auto const& one = model.tenures()[0];
    REQUIRE(one.first_day == day(0));
    REQUIRE(one.last_day == day(2));
    REQUIRE(one.outcomes.size() == 3);
    REQUIRE(one.loss() == Approx(-std::log(0.5)));
    REQUIRE(std::isnan(one.replaced_loss()));
    REQUIRE(one.frequency_loss() == Approx(std::log(3.0)));
    REQUIRE_FALSE(one.worse_than_replaced());
    REQUIRE_FALSE(one.worse_than_frequencies());

    auto const& two = model.tenures()[1];
    REQUIRE(two.model == second);
    REQUIRE(two.replaced == first);
    REQUIRE(two.first_day == day(3));
    REQUIRE(two.last_day == day(5));
    REQUIRE(two.outcomes.size() == 2);
    REQUIRE(two.loss() == Approx(-(std::log(0.9) + std::log(0.05)) / 2));
    REQUIRE(two.replaced_loss() == Approx(-(std::log(0.5) + std::log(0.25)) / 2));
    REQUIRE(two.worse_than_replaced());
    REQUIRE(two.worse_than_frequencies());

    auto const all = model.total();
    REQUIRE(all.outcomes.size() == 5);
    REQUIRE(all.loss() == Approx((3 * one.loss() + 2 * two.loss()) / 5));
    REQUIRE(all.frequency_loss() == Approx(std::log(3.0)));
}

TEST_CASE("days without a model and days without an outcome do not count", "[quickstart]") {
    afterwards<trusting_model> model;
    model.predict(day(0), says_buy, nullptr, even);
    model.learn(day(0), "buy");
    REQUIRE(model.tenures().empty());
    REQUIRE_FALSE(model.total().scored());

    model.predict(day(1), says_buy, make(0.5F, 1), even);
    model.learn(day(0), "buy");
    REQUIRE_FALSE(model.tenures()[0].scored());
    REQUIRE_FALSE(model.tenures()[0].worse_than_frequencies());
    model.learn(day(1), "buy");
    REQUIRE(model.tenures()[0].scored());
}

TEST_CASE("a model that says what the old one said is not worse", "[quickstart]") {
    afterwards<trusting_model> model;
    model.predict(day(0), says_buy, make(0.5F, 1), even);
    model.predict(day(1), says_buy, make(0.5F, 2), {0.5F, 0.25F, 0.25F});
    model.learn(day(0), "buy");
    model.learn(day(1), "watch");
    REQUIRE_FALSE(model.tenures()[1].worse_than_replaced());
    REQUIRE_FALSE(model.tenures()[1].worse_than_frequencies());
}

TEST_CASE("class frequencies are those of the labels so far", "[quickstart]") {
    class_counts counts;
    for (auto const* label : {"avoid", "buy", "avoid", "avoid"}) counts.count(label);
    REQUIRE(counts.of("avoid") == 3);
    REQUIRE(counts.shares() == std::vector<float>{0.25F, 0, 0.75F});
}
