#include <retrain/trainer/xgboost_matrix.hpp>

#include <support/catch.hpp>

#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {
using namespace retrain;
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

bst_ulong number(int (*ask)(DMatrixHandle, bst_ulong*), xgboost_matrix const& matrix) {
    bst_ulong answer = 0;
    REQUIRE(ask(matrix.handle(), &answer) == 0);
    return answer;
}
}  // namespace

TEST_CASE("a matrix has the rows and columns that it was given; NaN is missing, 0 is not") {
    std::array const values{1.0F, missing, 0.0F, 4.0F, 5.0F, 6.0F};
    xgboost_matrix matrix{values, 3, 1};
    CHECK(number(XGDMatrixNumRow, matrix) == 2);
    CHECK(number(XGDMatrixNumCol, matrix) == 3);
    CHECK(number(XGDMatrixNumNonMissing, matrix) == 5);

    xgboost_matrix const moved{std::move(matrix)};
    CHECK(number(XGDMatrixNumRow, moved) == 2);
}

TEST_CASE("a matrix copies labels and weights") {
    std::array const values{1.0F, 2.0F, 3.0F};
    xgboost_matrix matrix{values, 1, 1};
    {
        std::vector<std::uint32_t> const labels{2, 0, 1};
        std::vector<float> const weights{0.5F, 1.0F, 2.0F};
        matrix.set_labels(labels);
        matrix.set_weights(weights);
    }
    auto const read = [&](char const* field) {
        bst_ulong size = 0;
        float const* data = nullptr;
        REQUIRE(XGDMatrixGetFloatInfo(matrix.handle(), field, &size, &data) == 0);
        return std::vector<float>(data, data + size);
    };
    CHECK(read("label") == std::vector<float>{2.0F, 0.0F, 1.0F});
    CHECK(read("weight") == std::vector<float>{0.5F, 1.0F, 2.0F});
}

TEST_CASE("what XGBoost refuses becomes an error with its words and without its stack") {
    try {
        std::array const values{std::numeric_limits<float>::infinity()};
        xgboost_matrix const matrix{values, 1, 1};
        FAIL("XGBoost took an infinite value");
    } catch (error const& problem) {
        std::string const text = problem.what();
        CHECK(problem.why() == failure_reason::training_failed);
        CHECK_THAT(text, ContainsSubstring("XGBoost could not take the rows: ") &&
                             ContainsSubstring("inf"));
        CHECK(text.find("Stack trace") == std::string::npos);
    }
}
