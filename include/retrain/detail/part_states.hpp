#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/type_name.hpp>
#include <retrain/trigger/concept.hpp>

#include <charconv>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// The states of several parts in one text: for each its name, a line feed, the length of its
/// state, a line feed, and the state.
class part_states {
   public:
    part_states() = default;

    /// Reads what `text` wrote, up to the first thing that it can't have written.
    explicit part_states(std::string_view text) {
        while (auto const name = cut_line(text)) {
            auto const digits = cut_line(text);
            if (!digits) return;
            std::size_t length = 0;
            auto const [end, failed] =
                std::from_chars(digits->data(), digits->data() + digits->size(), length);
            if (failed != std::errc{} || end != digits->data() + digits->size() ||
                length > text.size())
                return;
            add(*name, text.substr(0, length));
            text.remove_prefix(length);
        }
    }

    void add(std::string_view name, std::string_view state) { entries_.emplace_back(name, state); }

    /// The first state of that name that was not taken yet.
    [[nodiscard]] std::optional<std::string> take(std::string_view name) {
        for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
            if (entry->first != name) continue;
            std::string state = std::move(entry->second);
            entries_.erase(entry);
            return state;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string text() const {
        std::string all;
        for (auto const& [name, state] : entries_)
            all += name + '\n' + std::to_string(state.size()) + '\n' + state;
        return all;
    }

   private:
    [[nodiscard]] static std::optional<std::string_view> cut_line(std::string_view& text) noexcept {
        auto const end = text.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        auto const line = text.substr(0, end);
        text.remove_prefix(end + 1);
        return line;
    }

    std::vector<std::pair<std::string, std::string>> entries_;
};

template <class Part>
void save_part(part_states& states, Part const& part) {
    if constexpr (StatefulTrigger<Part>) states.add(type_name<Part>(), part.save());
}

template <class Part>
void restore_part(part_states& states, Part& part) {
    if constexpr (StatefulTrigger<Part>)
        if (auto const state = states.take(type_name<Part>())) part.restore(*state);
}

template <class Part>
void summarize_part(part_states& summaries, Part const& part, dataset_view training_rows) {
    if constexpr (ReferenceTrigger<Part>)
        summaries.add(type_name<Part>(), part.summarize(training_rows));
}

/// What `part` throws goes to `first`, unless that is taken.
template <class Part>
void compare_part(part_states& summaries, Part& part, std::exception_ptr& first) {
    if constexpr (ReferenceTrigger<Part>) {
        try {
            part.compare_with(summaries.take(type_name<Part>()).value_or(std::string{}));
        } catch (...) {
            if (!first) first = std::current_exception();
        }
    }
}

}  // namespace retrain::detail
