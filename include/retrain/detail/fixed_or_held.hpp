#pragma once

namespace retrain::detail {

/// The one number of a policy: a template argument, or, where there is none, a member.
template <class T, auto... Fixed>
class fixed_or_held;

template <class T, auto Fixed>
class fixed_or_held<T, Fixed> {
   public:
    [[nodiscard]] static constexpr T value() noexcept { return Fixed; }
};

template <class T>
class fixed_or_held<T> {
   public:
    constexpr explicit fixed_or_held(T value) noexcept : value_{value} {}
    [[nodiscard]] constexpr T value() const noexcept { return value_; }

   private:
    T value_;
};

}  // namespace retrain::detail
