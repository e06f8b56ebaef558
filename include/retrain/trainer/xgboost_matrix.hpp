#pragma once

#include <retrain/core/error.hpp>

#include <xgboost/c_api.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace retrain {

namespace detail {
/// Throws `error` if XGBoost's `status` is not 0: what could not be done, and XGBoost's own reason
/// on one line, without its stack trace and without the raw bytes of a file that it may quote.
inline void check_xgboost(int status, failure_reason why, std::string_view what) {
    if (status == 0) return;
    std::string reason = XGBGetLastError();
    reason.resize(std::min(reason.find("\nStack trace"), reason.size()));
    reason.resize(reason.find_last_not_of(" \n") + 1);
    std::ranges::replace(reason, '\n', ' ');
    std::ranges::replace_if(reason, [](char c) { return c < ' ' || c > '~'; }, '?');
    throw error{why, "XGBoost could not " + std::string{what} + ": " + reason};
}

/// How XGBoost is told where `values` lie: NumPy's array interface as JSON, row-major.
template <class T>
[[nodiscard]] std::string array_interface(std::span<T const> values, std::size_t columns) {
    static_assert(std::is_same_v<T, float> || std::is_same_v<T, std::uint32_t>);
    return R"({"data":[)" + std::to_string(reinterpret_cast<std::uintptr_t>(values.data())) +
           R"(,true],"shape":[)" + std::to_string(values.size() / columns) + "," +
           std::to_string(columns) + R"(],"typestr":")" +
           (std::is_same_v<T, float> ? "<f4" : "<u4") + R"(","version":3})";
}
}  // namespace detail

/// Rows as XGBoost keeps them: a DMatrix, owned. It copies what it is given.
class xgboost_matrix {
   public:
    /// `values` are row-major, `columns` to a row, NaN where a value is missing.
    /// Throws `error` (`training_failed`) where XGBoost refuses them.
    xgboost_matrix(std::span<float const> values, std::size_t columns, std::size_t threads) {
        DMatrixHandle handle = nullptr;
        auto const config = R"({"missing":NaN,"nthread":)" + std::to_string(threads) + "}";
        detail::check_xgboost(
            XGDMatrixCreateFromDense(detail::array_interface(values, columns).c_str(),
                                     config.c_str(), &handle),
            failure_reason::training_failed, "take the rows");
        handle_.reset(handle);
    }

    /// One class index a row.
    void set_labels(std::span<std::uint32_t const> labels) { set("label", labels); }
    /// One weight a row, at least 0.
    void set_weights(std::span<float const> weights) { set("weight", weights); }

    [[nodiscard]] DMatrixHandle handle() const noexcept { return handle_.get(); }

   private:
    template <class T>
    void set(char const* field, std::span<T const> values) {
        detail::check_xgboost(
            XGDMatrixSetInfoFromInterface(handle(), field,
                                          detail::array_interface(values, 1).c_str()),
            failure_reason::training_failed, std::string{"take each row's "} + field);
    }

    struct free {
        void operator()(DMatrixHandle handle) const noexcept { XGDMatrixFree(handle); }
    };
    std::unique_ptr<void, free> handle_;
};

}  // namespace retrain
