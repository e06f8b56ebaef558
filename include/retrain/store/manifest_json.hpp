#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/detail/json_document.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {
inline constexpr std::uint64_t manifest_format = 1;

[[nodiscard]] inline json seal_value(file_seal const& seal) {
    return {{"file", text_value(seal.file)}, {"length", seal.length}, {"sha256", seal.sha256}};
}

[[nodiscard]] inline json texts_value(std::vector<std::string> const& texts) {
    json list = json::array();
    for (auto const& text : texts) list.push_back(text_value(text));
    return list;
}

[[nodiscard]] inline json metadata_value(model_metadata const& data) {
    json metrics = json::object();
    for (auto const& [name, value] : data.metrics) metrics[name] = number_value(value);
    json missing = json::array();  // pairs: a feature's name need not be UTF-8, as a key must
    for (auto const& [name, share] : data.missing_shares)
        missing.push_back({{"feature", text_value(name)}, {"share", number_value(share)}});
    return {{"features", texts_value(data.features)},
            {"classes", texts_value(data.classes)},
            {"fingerprint", data.fingerprint},
            {"trained_because", text_value(data.trained_because)},
            {"verdict", text_value(data.verdict)},
            {"library_version", text_value(data.library_version)},
            {"trained_at", time_value(data.trained_at)},
            {"rows_known_until", time_value(data.rows_known_until)},
            {"judge_saw_until", time_value(data.judge_saw_until)},
            {"rows", data.rows},
            {"judge_rows", data.judge_rows},
            {"metrics", std::move(metrics)},
            {"missing_shares", std::move(missing)},
            {"reference", text_value(data.reference)}};
}

[[nodiscard]] inline json version_value(model_version const& version) {
    return {{"version", version.version},
            {"live", seal_value(version.live)},
            {"judge", seal_value(version.judge)},
            {"metadata", metadata_value(version.metadata)}};
}

[[nodiscard]] inline json lives_value(std::vector<live_since> const& lives) {
    json list = json::array();
    for (auto const& change : lives)
        list.push_back({{"generation", change.generation},
                        {"version", change.version},
                        {"at", time_value(change.at)},
                        {"because", text_value(change.because)}});
    return list;
}

[[nodiscard]] inline file_seal read_seal(json_field const& field) {
    file_seal seal{field["file"].text(), field["length"].count(), field["sha256"].text()};
    if (seal.sha256.size() != 64 ||
        seal.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
        field["sha256"].refuse("64 hexadecimal digits");
    return seal;
}

[[nodiscard]] inline std::vector<std::string> read_texts(json_field const& field) {
    std::vector<std::string> texts;
    field.each([&](json_field const& element) { texts.push_back(element.text()); });
    return texts;
}

[[nodiscard]] inline model_metadata read_metadata(json_field const& from) {
    model_metadata data;
    data.features = read_texts(from["features"]);
    data.classes = read_texts(from["classes"]);
    data.fingerprint = from["fingerprint"].count();
    data.trained_because = from["trained_because"].text();
    data.verdict = from["verdict"].text();
    data.library_version = from["library_version"].text();
    data.trained_at = from["trained_at"].time();
    data.rows_known_until = from["rows_known_until"].time();
    data.judge_saw_until = from["judge_saw_until"].time();
    data.rows = from["rows"].count();
    data.judge_rows = from["judge_rows"].count();
    from["metrics"].each_member(
        [&](auto const& name, json_field const& value) { data.metrics[name] = value.number(); });
    if (from.has("missing_shares"))  // manifests of earlier versions have none
        from["missing_shares"].each([&](json_field const& each) {
            data.missing_shares[each["feature"].text()] = each["share"].number();
        });
    data.reference = from["reference"].text();
    return data;
}

[[nodiscard]] inline model_version read_version(json_field const& field) {
    return {field["version"].count(), read_seal(field["live"]), read_seal(field["judge"]),
            read_metadata(field["metadata"])};
}
}  // namespace detail

/// A manifest as the JSON text of its file. The text names its format and carries its own SHA-256.
/// Instants are ISO 8601 in UTC, `not_yet` is null; a metric that is not finite is a string; a text
/// that is not UTF-8 is the list of its bytes. `manifest_from_json` gives back what went in.
[[nodiscard]] inline std::string manifest_to_json(model_manifest const& manifest) {
    detail::json previous = detail::json::array();
    for (auto const& version : manifest.previous)
        previous.push_back(detail::version_value(version));
    return detail::write_document(
        {{"name", detail::text_value(manifest.name)},
         {"extension", detail::text_value(manifest.extension)},
         {"generation", manifest.generation},
         {"champion", detail::version_value(manifest.champion)},
         {"previous", std::move(previous)},
         {"rolled_back_because", detail::text_value(manifest.rolled_back_because)},
         {"pinned_because", detail::text_value(manifest.pinned_because)},
         {"lives", detail::lives_value(manifest.lives)}},
        detail::manifest_format);
}

/// The manifest that `text` is; `place` is its path, for messages. Throws `error`: `corrupt_model`
/// where the text is not as it was written, `store_failed` where a later library wrote it.
[[nodiscard]] inline model_manifest manifest_from_json(std::string_view text,
                                                       std::string const& place) {
    try {
        auto const content = detail::read_document(text, detail::manifest_format);
        detail::json_field const root{content, ""};
        model_manifest manifest{root["name"].text(),
                                root["extension"].text(),
                                root["generation"].count(),
                                detail::read_version(root["champion"]),
                                {},
                                root["rolled_back_because"].text(),
                                root["pinned_because"].text(),
                                {}};
        root["previous"].each([&](detail::json_field const& version) {
            manifest.previous.push_back(detail::read_version(version));
        });
        if (root.has("lives"))  // manifests of earlier versions have none
            root["lives"].each([&](detail::json_field const& change) {
                manifest.lives.push_back({change["generation"].count(), change["version"].count(),
                                          change["at"].time(), change["because"].text()});
            });
        return manifest;
    } catch (detail::damaged_document const& damage) {
        throw error{failure_reason::corrupt_model,
                    "the manifest '" + place + "' is damaged: it " + damage.what()};
    } catch (detail::later_document const& later) {
        throw error{failure_reason::store_failed, "the manifest '" + place + "' " + later.what()};
    }
}

}  // namespace retrain
