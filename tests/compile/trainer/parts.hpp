#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/trainer/concept.hpp>

// A model and a trainer that offer what is asked for and nothing more; the pairs spoil one thing.
struct whole_model {
    static constexpr std::string_view extension = "bin";
    static whole_model load(std::span<std::byte const>) { return {}; }
    std::vector<std::byte> save() const { return {}; }
    void predict_proba(std::span<float const>, std::span<float>) const {}
    std::size_t feature_count() const { return 1; }
    std::size_t class_count() const { return 2; }
};

template <retrain::fixed_string Name>
struct whole_trainer {
    using policy_role = retrain::trainer_role;
    static constexpr std::string_view name = Name;
    whole_model train(retrain::training_request const&) { return {}; }
};
