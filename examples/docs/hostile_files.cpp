// The code of docs/hostile_files.md.
//! [import]
#include <retrain/trainer/import_xgboost_model.hpp>

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>

namespace rt = retrain;

/// The model in `file`, which somebody else wrote; nothing where it can't be trusted.
std::optional<rt::xgboost_model> take_over(std::string const& file) {
    std::ifstream in{file, std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    try {
        return rt::import_xgboost_model(std::as_bytes(std::span{text}), {.features = 500});
    } catch (rt::error const& refused) {
        std::printf("%s: %s\n", file.c_str(), refused.what());
        return std::nullopt;
    }
}
//! [import]

#include <retrain/core/dataset.hpp>
#include <retrain/trainer/gradient_boosting.hpp>

#include <vector>

int main() {
    rt::dataset rows;
    rows.shape.features = {{"size", rt::column_type::number}};
    rows.shape.classes = {"small", "large"};
    for (std::uint32_t i = 0; i < 40; ++i) {
        rows.features.push_back(static_cast<float>(i));
        rows.labels.push_back(i < 20 ? 0 : 1);
        rows.weights.push_back(1.0F);
    }
    auto bytes = rt::gradient_boosting{{.rounds = 5}}.train({.rows = rows.view()}).save();
    auto const write = [&] {
        std::ofstream{"foreign.ubj", std::ios::binary}.write(
            reinterpret_cast<char const*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
    };
    write();
    if (!take_over("foreign.ubj")) return 1;
    bytes.back() = std::byte{'{'};
    write();
    return take_over("foreign.ubj") ? 1 : 0;
}
