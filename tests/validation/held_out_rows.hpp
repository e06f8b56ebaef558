#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/verdict.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace retrain::testing {

/// Held-out rows of two classes and what challenger and champion say of them: what a gate may look
/// at, owned. Row i belongs to ticker i % tickers and enters on day i / tickers; its label ends
/// `horizon` days later.
struct held_out_rows {
    /// The probability of a row's true class, by date and row.
    using prediction = std::function<double(std::size_t date, std::size_t row)>;

    explicit held_out_rows(std::size_t dates, std::size_t horizon = 1, std::size_t tickers = 1) {
        rows.shape.classes = {"buy", "avoid"};
        for (std::size_t row = 0; row < dates * tickers; ++row) {
            auto const day = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1} +
                             std::chrono::days{row / tickers};
            rows.labels.push_back(static_cast<std::uint32_t>((row / tickers + row) % 2));
            rows.entry.push_back(day);
            rows.exit.push_back(day + std::chrono::days{horizon});
            rows.known.push_back(rows.exit.back());
            rows.tickers.push_back(100 + row % tickers);
        }
        tickers_ = tickers;
    }

    [[nodiscard]] static prediction always(double value) {
        return [=](std::size_t, std::size_t) { return value; };
    }
    held_out_rows& challenger(prediction const& p) {
        challenger_ = predictions(p);
        return *this;
    }
    held_out_rows& champion(prediction const& p) {
        champion_ = predictions(p);
        shown.has_champion = true;
        return *this;
    }

    /// Valid while this lives and is not changed.
    [[nodiscard]] evidence view() const {
        evidence e = shown;
        e.rows = rows.view();
        e.challenger = challenger_;
        e.champion = champion_;
        e.class_shares = shares;
        return e;
    }
    template <class Gate>
    [[nodiscard]] verdict decide(Gate const& gate) const {
        return gate.decide(view());
    }

    dataset rows;
    std::vector<double> shares{0.5, 0.5};
    evidence shown{};
    std::vector<float> challenger_;
    std::vector<float> champion_;

   private:
    [[nodiscard]] std::vector<float> predictions(prediction const& p) const {
        std::vector<float> said(2 * rows.labels.size());
        for (std::size_t row = 0; row < rows.labels.size(); ++row) {
            double const right = p(row / tickers_, row);
            said[2 * row + rows.labels[row]] = static_cast<float>(right);
            said[2 * row + 1 - rows.labels[row]] = static_cast<float>(1.0 - right);
        }
        return said;
    }
    std::size_t tickers_ = 1;
};

/// SplitMix64: numbers from 0 to 1, the same on every platform.
class uniform_numbers {
   public:
    explicit uniform_numbers(std::uint64_t seed) : state_{seed} {}
    double operator()() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
    }

   private:
    std::uint64_t state_;
};

}  // namespace retrain::testing
