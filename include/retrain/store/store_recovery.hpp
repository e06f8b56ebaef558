#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/read_file.hpp>
#include <retrain/store/manifest_json.hpp>
#include <retrain/store/store_layout.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// What brings a store's directory back in order, from whatever state a killed program or a bad disk
// left it in. Everything here is idempotent, and is called with the commit lock held.
namespace retrain::detail {

inline constexpr std::uint64_t longest_manifest = std::uint64_t{64} << 20;

/// Throws `error` (`store_failed`) where a manifest of so many bytes could not be read again.
inline void require_readable(std::string const& name, std::size_t bytes) {
    if (bytes > longest_manifest)
        throw error{failure_reason::store_failed,
                    "the manifest of '" + name + "' would have " + std::to_string(bytes) +
                        " bytes, and at most " + std::to_string(longest_manifest) +
                        " are read again; keep less in the model's metadata"};
}

using sentences = std::vector<std::string>;

/// All that `manifest` names has the form that the store gives it. Whoever wrote a manifest that
/// has a SHA-256 of its own could else lead the store out of its directory.
[[nodiscard]] inline bool names_own_files(model_manifest const& manifest) {
    auto const folder = store_layout::sealed_name(manifest.name, "");
    auto const is_own = [&](model_version const& version) {
        for (file_seal const* const seal : {&version.live, &version.judge}) {
            std::string_view file = seal->file;
            if (!file.starts_with(folder)) return false;
            file.remove_prefix(folder.size());
            if (file.starts_with('.') || !store_layout::is_version_file(file)) return false;
        }
        return true;
    };
    return store_layout::is_extension(manifest.extension) && is_own(manifest.champion) &&
           std::ranges::all_of(manifest.previous, is_own);
}

/// The manifest in `file`, nothing where there is none. Throws `error`: `corrupt_model` where it is
/// damaged, `store_failed` where it can't be read at present.
[[nodiscard]] inline std::optional<model_manifest> read_manifest(std::filesystem::path const& file,
                                                                 std::string_view name) {
    std::optional<std::vector<std::byte>> bytes;
    try {
        bytes = read_file(file, longest_manifest);
    } catch (file_error const& refused) {
        if (refused.means_damage()) throw error{failure_reason::corrupt_model, refused.what()};
        throw;
    }
    if (!bytes) return std::nullopt;
    auto manifest = manifest_from_json(as_text(*bytes), file.string());
    if (manifest.name != name)
        throw error{failure_reason::corrupt_model, "the manifest '" + file.string() +
                                                       "' is that of the model '" + manifest.name +
                                                       "'"};
    if (!names_own_files(manifest))
        throw error{failure_reason::corrupt_model, "the manifest '" + file.string() +
                                                       "' names files that are not the model's"};
    return manifest;
}

/// The manifest in `file`, nothing where there is none or it is damaged. What can't be read is not
/// taken for damaged: nothing is replaced unread.
[[nodiscard]] inline std::optional<model_manifest> read_whole_manifest(
    std::filesystem::path const& file, std::string_view name) {
    try {
        return read_manifest(file, name);
    } catch (error const& mistake) {
        if (mistake.why() != failure_reason::corrupt_model) throw;
        return std::nullopt;
    }
}

/// Makes the plain file name of the model a link to the champion's file, and removes links of ours
/// under other extensions. What somebody else put there is kept under another name.
inline void refresh_link(store_layout const& layout, model_manifest const& manifest,
                         sentences& found) {
    auto const link = layout.link(manifest);
    auto const& target = manifest.champion.live.file;
    auto const points_to = [](std::filesystem::path const& path) {
        std::error_code none;
        return std::filesystem::read_symlink(path, none).string();  // empty where it is no link
    };
    auto const is_ours = [&](std::string const& pointed) {
        return pointed.starts_with(store_layout::sealed_name(manifest.name, ""));
    };
    for (auto const& file : list_directory(layout.directory())) {
        auto const path = layout.directory() / file;
        if (path != link && path.stem() == manifest.name && is_ours(points_to(path)))
            remove_file(path);
    }
    remove_file(temporary_for(link));
    auto const pointed = points_to(link);
    if (pointed == target) return;
    if (!is_ours(pointed) && is_there(link)) {
        auto const kept = free_name(link, "found");
        rename_file(link, kept);
        found.push_back("'" + link.string() + "' was not the store's link and is kept as '" +
                        kept.string() + "'");
    }
    place_link(link, target);
    found.push_back("'" + link.string() + "' points to '" + target + "' now, before it " +
                    (pointed.empty() ? "was not there" : "pointed to '" + pointed + "'"));
}

/// Removes the version files of `name` that `manifest` does not name: those that retention gave up,
/// and left-overs of a publish that was cut short.
inline void remove_unnamed(store_layout const& layout, std::string_view name,
                           model_manifest const* manifest, sentences& found) {
    std::set<std::string> named;
    if (manifest != nullptr) {
        named = {manifest->champion.live.file, manifest->champion.judge.file};
        for (auto const& version : manifest->previous)
            named.insert({version.live.file, version.judge.file});
    }
    for (auto const& file : list_directory(layout.folder(name))) {
        if (!store_layout::is_version_file(file) ||
            named.contains(store_layout::sealed_name(name, file)))
            continue;
        auto const path = layout.folder(name) / file;
        if (remove_file(path))
            found.push_back("removed '" + path.string() + "', which no manifest names");
    }
}

/// Writes the second copy of the manifest, which answers where the first is damaged.
inline void refresh_copy(store_layout const& layout, model_manifest const& manifest,
                         sentences& found) {
    auto const path = layout.manifest_copy(manifest.name);
    std::optional<model_manifest> copy;
    try {
        copy = read_whole_manifest(path, manifest.name);
    } catch (file_error const&) {  // the manifest is whole, so the copy may be replaced unread
    }
    auto const text = manifest_to_json(manifest);
    if (copy && manifest_to_json(*copy) == text) return;
    place_file(path, text);
    sync_directory(layout.folder(manifest.name));
    found.push_back("'" + path.string() + "' has generation " +
                    std::to_string(manifest.generation) + " now, before it " +
                    (copy ? "had " + std::to_string(copy->generation) : "was missing or damaged"));
}

/// What follows a commit: makes it last, and only then lets go of what it replaced. Nothing in here
/// may fail a publish that is committed, so what goes wrong is said in a sentence and tried again
/// by the next recovery.
inline void tidy(store_layout const& layout, model_manifest const& manifest, sentences& found) {
    auto const attempt = [&](auto step) {
        try {
            step();
            return true;
        } catch (std::exception const& mistake) {
            found.push_back(mistake.what());
            return false;
        }
    };
    bool const lasts = attempt([&] {
        sync_directory(layout.directory());
        refresh_copy(layout, manifest, found);
    });
    attempt([&] { refresh_link(layout, manifest, found); });
    if (lasts) attempt([&] { remove_unnamed(layout, manifest.name, &manifest, found); });
}

/// Keeps what is left of a model whose manifest and its copy are both unreadable, and lets its name
/// start afresh.
inline void set_aside(store_layout const& layout, std::string_view name, sentences& found) {
    auto const folder = layout.folder(name);
    auto const manifest = layout.manifest(name);
    auto const kept_folder = free_name(folder, "damaged");
    auto const kept_manifest = free_name(manifest, "damaged");
    if (is_there(folder)) {
        rename_file(folder, kept_folder);
        sync_directory(layout.versions());
        found.push_back("the versions of '" + std::string{name} + "' were kept as '" +
                        kept_folder.string() + "', for both copies of their manifest are damaged");
    }
    if (is_there(manifest)) {
        rename_file(manifest, kept_manifest);
        found.push_back("the damaged manifest '" + manifest.string() + "' was kept as '" +
                        kept_manifest.string() + "'");
    }
    sync_directory(layout.directory());
}

/// Puts `copy` in the place of a damaged manifest, which is kept under another name. There is a
/// manifest at every instant.
inline void restore_manifest(store_layout const& layout, model_manifest const& copy,
                             sentences& found) {
    auto const path = layout.manifest(copy.name);
    auto const kept = free_name(path, "damaged");
    (void)::link(path.c_str(), kept.c_str());  // where links are unknown the damaged one is lost
    place_file(path, manifest_to_json(copy));
    found.push_back("the manifest '" + path.string() + "' was damaged and is kept as '" +
                    kept.string() + "'; generation " + std::to_string(copy.generation) +
                    " was restored from its copy");
}

/// Brings the files of `name` in order and tells what it found.
inline void repair(store_layout const& layout, std::string_view name, sentences& found) {
    refuse_foreign_link(layout.versions());
    refuse_foreign_link(layout.folder(name));
    auto const path = layout.manifest(name);
    auto const copy_path = layout.manifest_copy(name);
    remove_file(temporary_for(path));
    if (auto const manifest = read_whole_manifest(path, name))
        return tidy(layout, *manifest, found);

    auto const copy = read_whole_manifest(copy_path, name);
    if (is_there(path)) {  // and is damaged
        if (!copy) return set_aside(layout, name, found);
        restore_manifest(layout, *copy, found);
        tidy(layout, *copy, found);
    } else if (copy) {
        found.push_back("'" + path.string() + "' is missing, so '" + std::string{name} +
                        "' counts as never published; copy '" + copy_path.string() +
                        "' to its place to bring the model back");
    } else if (is_there(copy_path)) {
        set_aside(layout, name, found);
    } else {
        remove_unnamed(layout, name, nullptr, found);
    }
}
inline void repair(store_layout const& layout, std::string_view name) {
    sentences ignored;
    repair(layout, name, ignored);
}

/// Repairs all names that have versions. A name that can't be repaired does not stop the others.
[[nodiscard]] inline sentences repair_all(store_layout const& layout) {
    sentences found;
    for (auto const& name : list_directory(layout.versions())) {
        if (!store_layout::is_model_name(name)) continue;
        try {
            repair(layout, name, found);
        } catch (error const& mistake) {
            found.push_back(mistake.what());
        }
    }
    return found;
}

}  // namespace retrain::detail
