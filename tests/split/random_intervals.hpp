#pragma once

#include <split/intervals.hpp>

#include <cstdint>
#include <random>
#include <vector>

namespace retrain::testing {

/// Rows whose entries, number and reach differ from one drawing to the next. Short spans give many
/// rows of one entry; a long reach gives labels that look over the whole set.
class random_intervals {
   public:
    explicit random_intervals(std::uint64_t seed) : random_{seed} {}

    [[nodiscard]] int below(int limit) {
        return static_cast<int>(random_() % static_cast<unsigned>(limit));
    }
    [[nodiscard]] intervals draw() {
        std::vector<intervals::days> drawn;
        int const span = 1 + below(200);
        int const reach = 1 + below(below(4) == 0 ? 60 : 6);
        for (int i = below(120); i >= 0; --i) {
            int const entry = below(span);
            drawn.push_back({entry, entry + below(reach)});
        }
        return intervals{drawn};
    }

   private:
    std::mt19937_64 random_;
};

}  // namespace retrain::testing
