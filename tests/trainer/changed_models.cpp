// A program of its own: a process that has used OpenMP must not fork.
#include <retrain/trainer/import_xgboost_model.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace {
using namespace retrain;
using bytes = std::vector<std::byte>;

bytes bytes_of_file(std::string const& name) {
    auto const text = retrain::testing::read_file(std::string{RETRAIN_TEST_DIRECTORY} +
                                                  "/fuzz/corpus/model/" + name);
    auto const all = std::as_bytes(std::span{text});
    return {all.begin(), all.end()};
}

/// How many files, each with one to three changed bits or bytes, were refused, how many predicted
/// probabilities, and how many something else. They are loaded in a child process, whose end tells
/// of a crash, and of a hang by its alarm.
struct outcome_of_changes {
    std::size_t refused = 0;
    std::size_t accepted = 0;
    std::size_t not_finite = 0;
    int status = -1;
};

char outcome_of(bytes const& model, std::mt19937& random) {
    try {
        auto const loaded = import_xgboost_model(model);
        std::size_t constexpr count = 16;
        std::vector<float> rows(count * loaded.feature_count());
        for (auto& value : rows) {
            auto const kind = random() % 8;
            value = kind == 0   ? std::numeric_limits<float>::quiet_NaN()
                    : kind == 1 ? std::numeric_limits<float>::max()
                    : kind == 2 ? std::numeric_limits<float>::lowest()
                                : static_cast<float>(random() % 2000) / 100.0F - 5.0F;
        }
        std::vector<float> p(count * loaded.class_count());
        loaded.predict_proba(rows, p);
        return std::ranges::all_of(p, [](float x) { return x >= 0 && x <= 1; }) ? 'a' : 'n';
    } catch (error const&) {
        return 'r';
    }
}

outcome_of_changes changed(bytes const& whole, std::size_t files, std::uint32_t seed) {
    int ends[2]{};
    REQUIRE(::pipe(ends) == 0);
    auto const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::alarm(120);
        std::mt19937 random{seed};
        for (std::size_t i = 0; i < files; ++i) {
            bytes model = whole;
            for (auto changes = 1 + random() % 3; changes > 0; --changes) {
                auto& byte = model[random() % model.size()];
                byte = random() % 2 == 0 ? static_cast<std::byte>(random() % 256)
                                         : byte ^ static_cast<std::byte>(1U << (random() % 8));
            }
            char const outcome = outcome_of(model, random);
            if (::write(ends[1], &outcome, 1) != 1) ::_exit(2);
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    outcome_of_changes all;
    char block[4096];
    for (::ssize_t got = 1; got > 0;) {
        got = ::read(ends[0], block, sizeof block);
        for (::ssize_t i = 0; i < got; ++i)
            ++(block[i] == 'r' ? all.refused : block[i] == 'a' ? all.accepted : all.not_finite);
    }
    ::close(ends[0]);
    ::waitpid(child, &all.status, 0);
    return all;
}
}  // namespace

TEST_CASE("a changed file is refused or predicts finite probabilities, thousands of times") {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (auto const* const name : {"1.7_logistic.ubj", "1.7_forest.ubj", "1.7_pruned.ubj",
                                   "3.0_softprob.ubj", "3.0_pruned.ubj"}) {
        INFO(name);
        auto const outcome = changed(bytes_of_file(name), 1'000, 5);
        CHECK(outcome.status == 0);
        CHECK(outcome.not_finite == 0);
        CHECK(outcome.refused + outcome.accepted == 1'000);
        accepted += outcome.accepted;
        refused += outcome.refused;
    }
    CHECK(accepted > 100);  // a threshold or a leaf is another, and still one
    CHECK(refused > 1'000);
}
