#include <retrain/trainer/explain_model.hpp>

#include <string>

struct my_model {
    static constexpr std::string_view extension = "bin";
    static my_model load(std::span<std::byte const>) { return {}; }
    std::vector<std::byte> save() const { return {}; }
    void predict_proba(std::span<float const>, std::span<float>) const {}
    std::size_t feature_count() const { return 1; }
    std::size_t class_count() const { return 2; }
#ifdef REJECT
    void annotate(std::string const&, std::string const&) {}  // is not called with string views
#else
    void annotate(std::string_view, std::string_view) {}
#endif
};

constexpr bool answer = retrain::explain_model<my_model>();
