#include <retrain/trainer/explain_model.hpp>

struct my_model {
    static constexpr std::string_view extension = "bin";
#ifndef REJECT
    static my_model load(std::span<std::byte const>) { return {}; }
#else
    static my_model load(std::vector<std::byte> const&) { return {}; }
#endif
    std::vector<std::byte> save() const { return {}; }
    void predict_proba(std::span<float const>, std::span<float>) const {}
    std::size_t feature_count() const { return 1; }
    std::size_t class_count() const { return 2; }
};

constexpr bool answer = retrain::explain_model<my_model>();
