#pragma once

#include <retrain/core/error.hpp>
#include <retrain/trainer/concept.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

namespace retrain::laws {

template <Model M>
[[nodiscard]] std::vector<float> predictions(M const& model, std::span<float const> rows) {
    std::vector<float> probabilities(rows.size() / model.feature_count() * model.class_count());
    model.predict_proba(rows, probabilities);
    return probabilities;
}

/// Equal to the last bit, a NaN like any other number.
[[nodiscard]] inline bool same_bits(std::span<float const> a, std::span<float const> b) {
    return std::ranges::equal(a, b, [](float x, float y) {
        return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    });
}

/// [model.round_trip] A model that was saved and loaded predicts the same to the last bit.
template <Model M>
[[nodiscard]] bool round_trips(M const& model, std::span<float const> rows) {
    auto const bytes = model.save();
    M const loaded = M::load(bytes);
    return loaded.feature_count() == model.feature_count() &&
           loaded.class_count() == model.class_count() &&
           same_bits(predictions(loaded, rows), predictions(model, rows)) &&
           loaded.save() == bytes;
}

/// [model.probabilities] For each row the probabilities are finite, within 0 to 1, and sum to 1.
template <Model M>
[[nodiscard]] bool predicts_probabilities(M const& model, std::span<float const> rows) {
    auto const all = predictions(model, rows);
    std::size_t const classes = model.class_count();
    for (std::size_t first = 0; first < all.size(); first += classes) {
        double sum = 0.0;
        for (float const p : std::span{all}.subspan(first, classes)) {
            if (!(std::isfinite(p) && p >= 0.0F && p <= 1.0F)) return false;
            sum += p;
        }
        if (std::abs(sum - 1.0) > 1e-5) return false;
    }
    return !all.empty();
}

/// [model.predict] Threads that predict at the same time get what one thread alone gets.
template <Model M>
[[nodiscard]] bool predicts_concurrently(M const& model, std::span<float const> rows) {
    auto const bytes = model.save();
    M const fresh = M::load(bytes);  // nobody predicted with it yet
    std::array<std::vector<float>, 4> answers;
    {
        std::vector<std::jthread> threads;
        for (auto& answer : answers)
            threads.emplace_back([&] {
                for (int again = 0; again < 5; ++again) answer = predictions(fresh, rows);
            });
    }
    auto const alone = predictions(model, rows);
    return std::ranges::all_of(answers, [&](auto const& a) { return same_bits(a, alone); });
}

/// [trainer.deterministic] Equal requests with one thread give models that predict the same.
template <Trainer T>
[[nodiscard]] bool is_deterministic(T& trainer, training_request request) {
    request.threads = 1;
    auto const first = trainer.train(request);
    auto const second = trainer.train(request);
    return same_bits(predictions(first, request.rows.features),
                     predictions(second, request.rows.features));
}

/// [trainer.rounds] A model that counts rounds took exactly as many as were asked for.
template <Trainer T>
[[nodiscard]] bool keeps_to_the_rounds(T& trainer, training_request request) {
    for (std::size_t const rounds : {1U, 3U}) {
        request.rounds = rounds;
        if (rounds_of(trainer.train(request)).value_or(rounds) != rounds) return false;
    }
    return true;
}

template <Trainer T>
[[nodiscard]] bool throws(failure_reason why, T& trainer, training_request const& request) {
    try {
        static_cast<void>(trainer.train(request));
    } catch (error const& problem) {
        return problem.why() == why;
    }
    return false;
}

/// [trainer.cancelled] A training that was stopped before it began throws `cancelled`.
template <Trainer T>
[[nodiscard]] bool heeds_a_stop(T& trainer, training_request request) {
    std::stop_source source;
    source.request_stop();
    request.stop = source.get_token();
    return throws(failure_reason::cancelled, trainer, request);
}

/// [trainer.empty] Nothing is learnt from no rows.
template <Trainer T>
[[nodiscard]] bool refuses_no_rows(T& trainer, training_request request) {
    request.rows = dataset_view{request.rows.shape};
    return throws(failure_reason::bad_data, trainer, request);
}

}  // namespace retrain::laws
