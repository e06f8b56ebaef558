#pragma once

#include <retrain/detail/read_lines.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace retrain {

/// What `read_jsonl_history` came across.
struct jsonl_tally {
    std::size_t records = 0;
    std::size_t torn = 0;  ///< lines that are no JSON object: a crash or a full disk cut them short
};

/// Shows `visit` each record of a `jsonl_history` as an `nlohmann::ordered_json` object, the oldest
/// first: those in the files that were put aside, `file.9` to `file.1`, and then those in `file`.
/// Torn lines are counted and passed over. Services may go on recording; what they add after the
/// call began may be missing. Nothing is read where there is no file. Keeps one line at a time in
/// memory. Throws `error` (`store_failed`) where a file can't be read, and what `visit` throws.
template <class Visit>
jsonl_tally read_jsonl_history(std::filesystem::path const& file, Visit const& visit) {
    jsonl_tally tally;
    detail::read_lines(file, [&](std::string_view line) {
        if (line.empty()) return;
        auto const object = nlohmann::ordered_json::parse(line, nullptr, false);
        if (!object.is_object()) {
            ++tally.torn;
            return;
        }
        ++tally.records;
        visit(object);
    });
    return tally;
}

}  // namespace retrain
