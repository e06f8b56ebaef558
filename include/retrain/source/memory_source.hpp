#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/class_index.hpp>
#include <retrain/detail/row_hash.hpp>
#include <retrain/source/concept.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain {

/// Use when the program has the rows itself: made by it, read from a database, or in a test.
class memory_source {
   public:
    using policy_role = source_role;

    /// `rows` has its shape, features and labels. Other members may be left empty: then each row weighs
    /// 1; has a second of its own as its label interval, which is always known, or is known at the exit
    /// where there is one; and its key and contents are the hash of its features, auxiliary values and
    /// label.
    explicit memory_source(dataset rows) : rows_{[rows = std::move(rows)] { return rows; }} {}

    /// `rows()` returns such a data set whenever a load asks for one.
    template <std::invocable Rows>
        requires(std::convertible_to<std::invoke_result_t<Rows&>, dataset> &&
                 !std::same_as<std::remove_cvref_t<Rows>, memory_source>)
    explicit memory_source(Rows rows) : rows_{std::move(rows)} {}

    /// The rows, with `request.classes` first among the classes. Throws `error` (`bad_data`) where the
    /// members do not fit together: a wrong length, a label that is no class, an exit before its entry.
    [[nodiscard]] dataset load(load_request const& request) const {
        dataset rows = rows_();
        std::size_t const count = rows.labels.size();
        check("features", rows.features.size(), count * rows.shape.features.size());
        check("auxiliary", rows.auxiliary.size(), count * rows.shape.auxiliary.size());
        if (!rows.tickers.empty()) check("tickers", rows.tickers.size(), count);
        put_classes_first(rows, request.classes);
        complete(rows);
        return rows;
    }

   private:
    static void check(std::string_view member, std::size_t size, std::size_t wanted) {
        if (size != wanted)
            throw error{failure_reason::bad_data,
                        std::string{"a memory_source's data set has "}
                            .append(std::to_string(size))
                            .append(" ")
                            .append(member)
                            .append(" where its labels and its shape make ")
                            .append(std::to_string(wanted))};
    }

    static void put_classes_first(dataset& rows, std::span<std::string const> known) {
        detail::class_index classes{known, {}};
        std::vector<std::uint32_t> moved;
        for (auto const& name : rows.shape.classes) {
            auto const found = classes.find(name);
            moved.push_back(found ? *found : classes.add(name));
        }
        for (auto& label : rows.labels) {
            if (label >= moved.size())
                throw error{failure_reason::bad_data,
                            std::string{"a memory_source's data set has the label "}
                                .append(std::to_string(label))
                                .append(" and only ")
                                .append(std::to_string(moved.size()))
                                .append(" classes")};
            label = moved[label];
        }
        rows.shape.classes = std::move(classes).take();
    }

    /// Fills the members that were left empty.
    static void complete(dataset& rows) {
        std::size_t const count = rows.labels.size();
        bool const has_keys = !rows.keys.empty();
        auto const fill = [&](std::string_view member, auto& values, auto const& value_of_row) {
            if (values.empty())
                for (std::size_t row = 0; row < count; ++row) values.push_back(value_of_row(row));
            check(member, values.size(), count);
        };
        auto const second = [](std::size_t row) { return time_point{std::chrono::seconds{row}}; };
        fill("weights", rows.weights, [](std::size_t) { return 1.0f; });
        bool const timeless = rows.entry.empty() && rows.exit.empty();
        fill("entry", rows.entry, second);
        fill("exit", rows.exit, [&](std::size_t row) { return rows.entry[row]; });
        for (std::size_t row = 0; row < count; ++row)
            if (rows.exit[row] < rows.entry[row])
                throw error{failure_reason::bad_data, std::string{"row "}
                                                         .append(std::to_string(row))
                                                         .append(" of a memory_source's data set has "
                                                                 "an exit before its entry")};
        fill("known", rows.known,
             [&](std::size_t row) { return timeless ? not_yet : rows.exit[row]; });
        fill("contents", rows.contents, [&](std::size_t row) { return hash(rows, row); });
        fill("keys", rows.keys, [&](std::size_t row) { return rows.contents[row]; });
        if (!has_keys) detail::make_unique(rows.keys);
    }

    [[nodiscard]] static std::uint64_t hash(dataset const& rows, std::size_t row) {
        auto const bytes = [&](std::vector<float> const& values, std::size_t width) {
            return std::string_view{reinterpret_cast<char const*>(values.data() + row * width),
                                    width * sizeof(float)};
        };
        std::uint64_t const features =
            detail::hash_text(bytes(rows.features, rows.shape.features.size()));
        std::uint64_t const others =
            detail::hash_text(bytes(rows.auxiliary, rows.shape.auxiliary.size()));
        std::uint64_t const label = detail::hash_text(rows.shape.classes[rows.labels[row]]);
        return detail::finish(detail::mix(detail::mix(features, others), label));
    }

    std::function<dataset()> rows_;
};

}  // namespace retrain
