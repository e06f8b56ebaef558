#pragma once

#include <retrain/trainer/check_training.hpp>
#include <retrain/trainer/concept.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A model and a trainer of one's own, without XGBoost. They plug in like those that ship: the
// service saves, verifies, backs up, judges, replaces and rolls back what `train` returns.
namespace custom_policy {

/// Knows the middle of each class and how far each feature spreads. A class is the more probable
/// the nearer its middle is: the softmax of the negative squared distances, each feature measured
/// in its standard deviations. What is missing or infinite counts for no class.
class centroids {
   public:
    static constexpr std::string_view extension = "centroids";

    /// `middles` is row-major, classes x features; a class without rows has NaN for a middle.
    centroids(std::vector<float> middles, std::vector<float> spreads)
        : middles_{std::move(middles)}, spreads_{std::move(spreads)} {}

    /// A text: the heading, the two counts, then spreads and middles, a number a line, each with
    /// as many digits as it takes to read the same number again.
    [[nodiscard]] std::vector<std::byte> save() const {
        std::string text{heading};
        auto const write = [&](auto number) {
            std::array<char, 32> digits{};
            text.append(digits.data(),
                        std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
            text += '\n';
        };
        write(feature_count());
        write(class_count());
        for (float const spread : spreads_) write(spread);
        for (float const middle : middles_) write(middle);
        auto const bytes = std::as_bytes(std::span{text});
        return {bytes.begin(), bytes.end()};
    }

    /// Throws `retrain::error` (`corrupt_model`) unless the bytes are what `save` writes.
    [[nodiscard]] static centroids load(std::span<std::byte const> bytes) {
        std::string_view text{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
        if (!text.starts_with(heading)) refuse("it does not begin as such a file does");
        text.remove_prefix(heading.size());
        auto const read = [&]<class T>(T number) {
            auto const [end, problem] =
                std::from_chars(text.data(), text.data() + text.size(), number);
            if (problem != std::errc{} || end == text.data() + text.size() || *end != '\n')
                refuse("a number is damaged or missing");
            text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
            return number;
        };
        auto const features = read(std::size_t{});
        auto const classes = read(std::size_t{});
        // each number takes two characters or more, so no count beyond these can be true
        if (features == 0 || classes < 2 || features > text.size() ||
            classes + 1 > text.size() / features)
            refuse("it can't hold " + std::to_string(features) + " features of " +
                   std::to_string(classes) + " classes");
        std::vector<float> spreads(features), middles(features * classes);
        for (float& spread : spreads) spread = read(float{});
        for (float& middle : middles) middle = read(float{});
        if (!text.empty()) refuse("there is more after its end");
        if (!std::ranges::all_of(spreads, [](float s) { return s > 0.0F && std::isfinite(s); }))
            refuse("a spread is not above 0");
        std::size_t known = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            auto const middle = std::span{middles}.subspan(c * features, features);
            if (std::ranges::all_of(middle, [](float m) { return std::isfinite(m); }))
                ++known;
            else if (!std::ranges::all_of(middle, [](float m) { return std::isnan(m); }))
                refuse("the middle of class " + std::to_string(c) + " is not a point");
        }
        if (known == 0) refuse("it knows no class");
        return {std::move(middles), std::move(spreads)};
    }

    void predict_proba(std::span<float const> rows, std::span<float> probabilities) const {
        std::size_t const features = feature_count(), classes = class_count();
        std::size_t const count = rows.size() / features;
        if (rows.size() != count * features || probabilities.size() != count * classes)
            throw retrain::error{retrain::failure_reason::bad_data,
                                 "the rows or the place for their probabilities have a wrong size"};
        for (std::size_t row = 0; row < count; ++row)
            predict(rows.subspan(row * features, features),
                    probabilities.subspan(row * classes, classes));
    }

    [[nodiscard]] std::size_t feature_count() const noexcept { return spreads_.size(); }
    [[nodiscard]] std::size_t class_count() const noexcept {
        return middles_.size() / spreads_.size();
    }

   private:
    static constexpr std::string_view heading = "nearest centroid, version 1\n";

    [[noreturn]] static void refuse(std::string const& why) {
        throw retrain::error{retrain::failure_reason::corrupt_model,
                             "this is no model of nearest_centroid: " + why};
    }

    void predict(std::span<float const> row, std::span<float> probabilities) const {
        double least = std::numeric_limits<double>::infinity();
        std::vector<double> distances(probabilities.size());
        for (std::size_t c = 0; c < distances.size(); ++c) {
            for (std::size_t f = 0; f < row.size(); ++f) {
                if (!std::isfinite(row[f])) continue;
                double const middle = middles_[c * row.size() + f];
                double const apart = (row[f] - middle) / spreads_[f];
                distances[c] += apart * apart;
            }
            if (knows(c)) least = std::min(least, distances[c]);
        }
        double sum = 0.0;
        for (std::size_t c = 0; c < distances.size(); ++c)
            sum += distances[c] = knows(c) ? std::exp(least - distances[c]) : 0.0;
        for (std::size_t c = 0; c < distances.size(); ++c)
            probabilities[c] = static_cast<float>(distances[c] / sum);
    }

    [[nodiscard]] bool knows(std::size_t c) const {
        return !std::isnan(middles_[c * feature_count()]);
    }

    std::vector<float> middles_;
    std::vector<float> spreads_;
};

/// Use when a baseline is wanted that trains in one pass and can't overfit.
struct nearest_centroid {
    using policy_role = retrain::trainer_role;
    static constexpr std::string_view name = "nearest_centroid";

    /// Two passes over the rows. Where a class, or all rows, lack a feature, the mean of all rows,
    /// or 0, stands for it.
    [[nodiscard]] centroids train(retrain::training_request const& request) const {
        retrain::check_training(request, name);
        auto const& rows = request.rows;
        std::size_t const features = rows.feature_count(), classes = rows.class_count();
        std::vector<float> middles(classes * features, std::numeric_limits<float>::quiet_NaN());
        std::vector<float> spreads(features, 1.0F);
        std::vector<bool> occurs(classes, false);
        for (auto const label : rows.labels) occurs[label] = true;

        for (std::size_t f = 0; f < features; ++f) {
            std::vector<double> sum(classes), weight(classes);
            double all_sum = 0.0, all_weight = 0.0, squares = 0.0;
            for (std::size_t row = 0; row < rows.row_count(); ++row)
                if (double const value = rows.row(row)[f]; !std::isnan(value)) {
                    sum[rows.labels[row]] += value * weight_of(rows, row);
                    weight[rows.labels[row]] += weight_of(rows, row);
                    all_sum += value * weight_of(rows, row);
                    all_weight += weight_of(rows, row);
                }
            double const mean = all_weight > 0.0 ? all_sum / all_weight : 0.0;
            for (std::size_t row = 0; row < rows.row_count(); ++row)
                if (double const apart = rows.row(row)[f] - mean; !std::isnan(apart))
                    squares += apart * apart * weight_of(rows, row);
            if (auto const spread = static_cast<float>(std::sqrt(squares / all_weight)); spread > 0.0F)
                spreads[f] = spread;
            for (std::size_t c = 0; c < classes; ++c)
                if (occurs[c])
                    middles[c * features + f] =
                        static_cast<float>(weight[c] > 0.0 ? sum[c] / weight[c] : mean);
        }
        return {std::move(middles), std::move(spreads)};
    }

   private:
    [[nodiscard]] static double weight_of(retrain::dataset_view const& rows, std::size_t row) {
        return rows.weights.empty() ? 1.0 : static_cast<double>(rows.weights[row]);
    }
};

}  // namespace custom_policy
