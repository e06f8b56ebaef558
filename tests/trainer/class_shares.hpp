#pragma once

#include <retrain/trainer/check_training.hpp>
#include <retrain/trainer/concept.hpp>

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace retrain::testing {

/// The archetype of a model: it offers what the concept asks for and nothing more. It can't be
/// copied or made without an argument.
class class_shares {
   public:
    static constexpr std::string_view extension = "shares";

    class_shares(std::vector<float> shares, std::size_t features)
        : shares_{std::move(shares)}, features_{features} {}
    class_shares(class_shares&&) = default;
    class_shares& operator=(class_shares&&) = default;

    [[nodiscard]] std::vector<std::byte> save() const {
        auto const head = std::as_bytes(std::span{&features_, 1});
        auto const tail = std::as_bytes(std::span{shares_});
        std::vector<std::byte> bytes{head.begin(), head.end()};
        bytes.insert(bytes.end(), tail.begin(), tail.end());
        return bytes;
    }
    [[nodiscard]] static class_shares load(std::span<std::byte const> bytes) {
        std::size_t features = 0;
        std::memcpy(&features, bytes.data(), sizeof features);
        std::vector<float> shares((bytes.size() - sizeof features) / sizeof(float));
        std::memcpy(shares.data(), bytes.data() + sizeof features, shares.size() * sizeof(float));
        return {std::move(shares), features};
    }
    void predict_proba(std::span<float const>, std::span<float> probabilities) const {
        for (std::size_t i = 0; i < probabilities.size(); ++i)
            probabilities[i] = shares_[i % shares_.size()];
    }
    [[nodiscard]] std::size_t feature_count() const { return features_; }
    [[nodiscard]] std::size_t class_count() const { return shares_.size(); }

   private:
    std::vector<float> shares_;
    std::size_t features_;
};

/// The archetype of a trainer: the class frequencies, whatever the row.
struct class_shares_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "class_shares";

    class_shares train(training_request const& request) {
        check_training(request, name);
        std::vector<float> shares(request.rows.class_count(), 0.0F);
        for (auto const label : request.rows.labels) shares[label] += 1.0F;
        for (float& share : shares) share /= static_cast<float>(request.rows.row_count());
        return {std::move(shares), request.rows.feature_count()};
    }
};

}  // namespace retrain::testing
