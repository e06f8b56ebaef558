#include <retrain/core/error.hpp>
#include <retrain/ledger/ledger_json.hpp>
#include <retrain/store/candidate_json.hpp>
#include <retrain/store/manifest_json.hpp>

#include <fuzz/targets.hpp>

#include <string>
#include <string_view>

namespace {
using namespace retrain;

/// What `read` accepts, written and read again, is written the same.
template <class Read, class Write>
void there_and_back(std::string const& text, Read const& read, Write const& write) {
    try {
        std::string const written = write(read(text));
        fuzz::must(write(read(written)) == written, "a document that was read can be written");
    } catch (detail::damaged_document const&) {
    } catch (detail::later_document const&) {
    } catch (error const&) {
    }
}
}  // namespace

/// The first byte chooses the kind of the document; the rest is its text, or its content, which
/// then gets the SHA-256 that it needs to be looked at.
void retrain::fuzz::documents(bytes input) {
    unsigned const choice = take_byte(input);
    std::string text{text_of(input)};
    if ((choice & 4) != 0) {
        auto content = detail::json::parse(text, nullptr, false);
        if (content.is_discarded()) return;
        try {
            text = detail::write_document(std::move(content), 1);
        } catch (error const&) {
            return;
        }
    }
    std::string const place = "fuzz.json";
    switch (choice & 3) {
        case 0:
            return there_and_back(
                text, [&](std::string const& from) { return manifest_from_json(from, place); },
                [](model_manifest const& manifest) { return manifest_to_json(manifest); });
        case 1:
            return there_and_back(
                text,
                [&](std::string const& from) { return detail::candidates_from_json(from, place); },
                [](detail::candidate_list const& list) {
                    return detail::candidates_to_json(list);
                });
        default:
            return there_and_back(
                text, [](std::string const& from) { return detail::ledger_from_json(from); },
                [](detail::written_ledger const& ledger) {
                    return detail::ledger_to_json(ledger.state, ledger.seen);
                });
    }
}
