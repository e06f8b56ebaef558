#pragma once

#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/read_file.hpp>
#include <retrain/detail/sha256.hpp>
#include <retrain/store/model_verifier.hpp>
#include <retrain/store/store_finding.hpp>
#include <retrain/store/store_layout.hpp>
#include <retrain/store/store_report.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

namespace retrain {

namespace detail {

/// All names that a manifest, a version or a candidate stands under.
[[nodiscard]] inline std::set<std::string> stored_names(store_layout const& layout) {
    std::set<std::string> found;
    for (auto const& file : list_directory(layout.directory())) {
        std::filesystem::path const path{file};
        if (path.extension() == ".json" && store_layout::is_model_name(path.stem().string()))
            found.insert(path.stem().string());
    }
    for (auto const& folder : {layout.versions(), layout.candidates("")})
        for (auto const& name : list_directory(folder))
            if (store_layout::is_model_name(name)) found.insert(name);
    return found;
}

[[nodiscard]] inline bool is_half_written(std::string_view file) noexcept {
    return file.starts_with('.') && file.ends_with(".tmp");
}

/// Tells in the advice on a file that was lost that `copy` has its bytes.
inline void name_copy(std::filesystem::path const& copy, std::string_view hash,
                      store_report& report) {
    constexpr std::string_view begin = "copy '";
    for (auto& each : report.findings)
        if (is_loss(each.fault) && each.sha256 == hash && !each.advice.starts_with(begin))
            each.advice = std::string{begin} + copy.string() +
                          "', which has its bytes, to its place; or " + each.advice;
}

/// A backup is a copy of a version: its bytes are known for as long as that is kept.
inline void verify_backup(std::filesystem::path const& path, std::set<std::string> const& seals,
                          store_report& report) {
    auto const bytes = read_file(path, std::numeric_limits<std::uint64_t>::max());
    if (!bytes) return;  // retention let it go meanwhile
    if (bytes->empty()) return report.add(store_fault::damaged, path, "is empty", "remove it");
    auto const hash = sha256(*bytes);
    if (!seals.contains(hash)) {
        ++report.unsealed_backups;
        return;
    }
    report.count(bytes->size());
    name_copy(path, hash, report);
}

inline void verify_backups(store_layout const& layout, std::set<std::string> const& seals,
                           store_report& report) {
    auto const folder = layout.directory() / "backups";
    for (auto const& file : list_directory(folder)) {
        auto const path = folder / file;
        if (file == ".lock") continue;
        if (is_half_written(file)) {
            report.add(store_fault::unfinished, path, "is a copy that was cut short",
                       "the next backup replaces it");
            continue;
        }
        try {
            verify_backup(path, seals, report);
        } catch (file_error const& refused) {
            report.add(store_fault::damaged, path, after_path(refused.what(), path), "look at it");
        }
    }
}

/// What stands beside the manifests and is none of theirs; a ledger and its files are left alone.
inline void verify_rest(store_layout const& layout, store_report& report) {
    auto const names = stored_names(layout);
    auto const is_ours = [&](std::string const& file, std::filesystem::path const& path) {
        if (file == "versions" || file == "candidates" || file == "backups" ||
            path == layout.run_lock() || path == layout.commit_lock() ||
            path == layout.act_lock() || file.starts_with("ledger.") ||
            file.starts_with(".ledger."))
            return true;
        auto const name = path.stem().string();
        std::error_code none;  // a link of the store's points to a version
        return names.contains(name) && (path == layout.manifest(name) ||
                                        std::filesystem::read_symlink(path, none)
                                            .string()
                                            .starts_with(store_layout::sealed_name(name, "")));
    };
    for (auto const& file : list_directory(layout.directory())) {
        auto const path = layout.directory() / file;
        if (is_ours(file, path) ||
            std::ranges::find(report.findings, path, &store_finding::path) != report.findings.end())
            continue;
        if (is_half_written(file))
            report.add(store_fault::unfinished, path, "is half of a write", cleared_up);
        else
            add_unknown(report, path);
    }
    for (auto const& folder : {layout.versions(), layout.candidates("")})
        for (auto const& name : list_directory(folder))
            if (!store_layout::is_model_name(name)) add_unknown(report, folder / name);
}

}  // namespace detail

/// Compares every file of the `file_store` in `directory` with what names it: manifests and their
/// copies with their own SHA-256, versions and candidates with the length and the SHA-256 in the
/// manifest or the list, backups with the version that they are a copy of. Tells also what nothing
/// names. It writes nothing, takes no lock and may run beside services: what they change meanwhile
/// is looked at again. Throws `error` (`store_failed`) where a folder can't be read. O(bytes).
[[nodiscard]] inline store_report verify_store(std::filesystem::path const& directory) {
    detail::store_layout const layout{directory};
    store_report report;
    std::set<std::string> seals;
    for (auto const& name : detail::stored_names(layout))
        report.append(detail::model_verifier{layout, name}(seals));
    detail::verify_backups(layout, seals, report);
    detail::verify_rest(layout, report);
    return report;
}

}  // namespace retrain
