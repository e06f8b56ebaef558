#include <retrain/core/error.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/drift/summary_text.hpp>
#include <retrain/detail/part_states.hpp>
#include <retrain/event/row_served.hpp>
#include <retrain/ledger/seen_rows.hpp>
#include <retrain/trigger/every.hpp>
#include <retrain/trigger/on_data_drift.hpp>

#include <fuzz/targets.hpp>

#include <algorithm>
#include <string>

namespace {
using namespace retrain;

/// A trigger takes back what it saved, whatever it was given before.
template <class Trigger>
void restore(std::string_view text) {
    Trigger first;
    first.restore(text);
    auto const saved = first.save();
    Trigger second;
    second.restore(saved);
    fuzz::must(second.save() == saved, "a state that was saved is restored");
}
}  // namespace

/// The texts that a ledger and a manifest carry for triggers, and the file of the seen rows. The
/// first byte chooses.
void retrain::fuzz::states(bytes input) {
    unsigned const choice = take_byte(input);
    auto const text = text_of(input);
    switch (choice % 6) {
        case 0:
            try {
                auto const written = write_summary(read_summary(text));
                must(write_summary(read_summary(written)) == written, "a summary is read back");
            } catch (error const& refused) {
                must(refused.why() == failure_reason::bad_data, "a summary is refused as bad data");
            }
            return;
        case 1: return restore<on_data_drift<30>>(text);
        case 2: return restore<every<std::chrono::hours{6}>>(text);
        case 3: {
            auto const written = detail::part_states{text}.text();
            must(detail::part_states{written}.text() == written, "states of parts are read back");
            return;
        }
        case 4:
            if (auto const rows = detail::seen_from_bytes(input))
                must(std::ranges::equal(detail::seen_to_bytes(*rows), input),
                     "seen rows are written as they were read");
            return;
        default:
            if (auto const at = parse_iso_time(text))
                must(parse_iso_time(exact_iso_time(*at)) == at, "an instant is read back");
            return;
    }
}
