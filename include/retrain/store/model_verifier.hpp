#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/read_file.hpp>
#include <retrain/detail/sealed_file.hpp>
#include <retrain/store/candidate_files.hpp>
#include <retrain/store/store_finding.hpp>
#include <retrain/store/store_layout.hpp>
#include <retrain/store/store_recovery.hpp>
#include <retrain/store/store_report.hpp>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace retrain::detail {

inline constexpr char const* cleared_up = "a service's next start clears it up";

/// What `problem` says of the file `path` after naming it; all of it where it does not.
[[nodiscard]] inline std::string after_path(std::string_view problem,
                                            std::filesystem::path const& path) {
    auto const named = "'" + path.string() + "' ";
    auto const place = problem.find(named);
    if (place != std::string_view::npos) return std::string{problem.substr(place + named.size())};
    return "is damaged: " + std::string{problem};
}

/// A thing of nobody's, or one that a repair kept under another name.
inline void add_unknown(store_report& report, std::filesystem::path path) {
    auto const file = path.filename().string();
    bool const aside =
        file.find(".damaged-") != std::string::npos || file.find(".found-") != std::string::npos;
    report.add(store_fault::unknown, std::move(path),
               aside ? "was kept aside by a repair" : "is nothing of the store's",
               aside ? "remove it when you have looked at it" : "move it elsewhere");
}

/// Compares the files of one model name with what names them. Reads only, and takes no lock.
class model_verifier {
   public:
    model_verifier(store_layout const& layout, std::string name)
        : layout_{&layout}, name_{std::move(name)} {}

    /// Enters the SHA-256 that each file of a version or a candidate should have into `seals`. What
    /// a publish changes meanwhile is looked at again.
    [[nodiscard]] store_report operator()(std::set<std::string>& seals) {
        for (int attempt = 0;; ++attempt) {
            auto const before = stamp();
            report_ = {};
            seals_.clear();
            check();
            if (attempt == 99 || stamp() == before) break;
        }
        seals.merge(seals_);
        return std::move(report_);
    }

   private:
    /// A manifest or its copy: whole, not there, or damaged for the reason that `text` gives.
    struct read_back {
        std::optional<model_manifest> manifest{};
        std::string text{};
        [[nodiscard]] bool missing() const noexcept { return !manifest && text.empty(); }
    };

    [[nodiscard]] std::filesystem::path path() const { return layout_->manifest(name_); }
    [[nodiscard]] std::filesystem::path copy_path() const { return layout_->manifest_copy(name_); }
    [[nodiscard]] std::filesystem::path list_path() const {
        return layout_->candidates(name_) / "candidates.json";
    }

    /// What changes with every commit.
    [[nodiscard]] std::pair<std::string, std::string> stamp() const {
        auto const text = [](std::filesystem::path const& file) -> std::string {
            try {
                auto const bytes = read_file(file, longest_manifest);
                return bytes ? std::string{as_text(*bytes)} : std::string{};
            } catch (file_error const& refused) {
                return refused.what();
            }
        };
        return {text(path()), text(list_path())};
    }

    [[nodiscard]] read_back read(std::filesystem::path const& file) const {
        try {
            return {read_manifest(file, name_), {}};
        } catch (error const& damage) {
            return {std::nullopt, damage.what()};
        }
    }

    void check() {
        auto const manifest = read(path());
        auto const copy = read(copy_path());
        if (manifest.manifest)
            check_copy(*manifest.manifest, copy);
        else
            check_without_manifest(manifest, copy);
        std::set<std::string> named;
        if (auto const& known = manifest.manifest ? manifest.manifest : copy.manifest) {
            check_version(*known, known->champion, named);
            for (auto const& version : known->previous) check_version(*known, version, named);
        }
        if (manifest.manifest) check_link(*manifest.manifest);
        for (auto const& file : list_directory(layout_->folder(name_)))
            if (file != "manifest.json" && !named.contains(store_layout::sealed_name(name_, file)))
                add_unnamed(layout_->folder(name_) / file);
        check_candidates();
    }

    void check_copy(model_manifest const& manifest, read_back const& copy) {
        count(path());
        if (!copy.manifest)
            report_.add(
                copy.missing() ? store_fault::missing : store_fault::damaged, copy_path(),
                copy.missing() ? "is missing" : after_path(copy.text, copy_path()),
                "the manifest itself is whole; a service's next start writes the copy again");
        else if (copy.manifest->generation != manifest.generation)
            report_.add(store_fault::unfinished, copy_path(), "is the copy of another generation",
                        cleared_up);
        else
            count(copy_path());
    }

    void check_without_manifest(read_back const& manifest, read_back const& copy) {
        if (copy.manifest) {
            count(copy_path());
            if (manifest.missing())
                report_.add(store_fault::missing, path(),
                            "is missing, so the model counts as never published",
                            "copy '" + copy_path().string() + "' to its place");
            else
                report_.add(store_fault::damaged, path(), after_path(manifest.text, path()),
                            "its copy answers for it; a service's next start restores it");
        } else if (!manifest.missing() || !copy.missing()) {
            auto const& first = manifest.missing() ? copy : manifest;
            auto const place = manifest.missing() ? copy_path() : path();
            report_.add(store_fault::damaged, place,
                        after_path(first.text, place) + (manifest.missing()
                                                             ? ", and the manifest is missing"
                                                             : ", and its copy is no better"),
                        "restore the directory from a backup; else '" + name_ + "' begins afresh");
        }
    }

    void check_version(model_manifest const& manifest, model_version const& version,
                       std::set<std::string>& named) {
        std::string advice = "restore it from a copy of the directory";
        if (version.version != manifest.champion.version)
            advice += "; without it version " + std::to_string(version.version) +
                      " can't be gone back to";
        else if (!manifest.previous.empty())
            advice +=
                ", or roll back to version " + std::to_string(manifest.previous.front().version);
        for (auto const* const seal : {&version.live, &version.judge})
            if (named.insert(seal->file).second) check_sealed(*seal, advice);
    }

    void check_link(model_manifest const& manifest) {
        std::error_code none;
        auto const link = layout_->link(manifest);
        if (std::filesystem::read_symlink(link, none) != manifest.champion.live.file)
            report_.add(
                store_fault::unfinished, link, "is not the link to the live version",
                std::string{"programs that open it get another model or none; "} + cleared_up);
    }

    void check_candidates() {
        std::set<std::string> named;
        try {
            auto const known = candidate_files{*layout_}.list(name_);
            if (is_there(list_path())) count(list_path());
            for (auto const& kept : known.kept)
                for (auto const* const seal : {&kept.live, &kept.judge})
                    if (named.insert(seal->file).second)
                        check_sealed(*seal, is_open(kept.state)
                                                ? "decline it: candidate " +
                                                      std::to_string(kept.number) + " can't go live"
                                                : "nothing: it is kept for inspection only");
        } catch (error const& damage) {
            report_.add(store_fault::damaged, list_path(), after_path(damage.what(), list_path()),
                        "nothing: the next candidate begins a new list and keeps this one aside");
            return;
        }
        for (auto const& file : list_directory(layout_->candidates(name_)))
            if (file != "candidates.json" &&
                !named.contains(store_layout::candidate_name(name_, file)))
                add_unnamed(layout_->candidates(name_) / file);
    }

    void check_sealed(file_seal const& seal, std::string const& advice) {
        auto const file = layout_->directory() / seal.file;
        seals_.insert(seal.sha256);
        try {
            report_.count(read_sealed(layout_->directory(), seal).size());
        } catch (error const& damage) {
            bool const missing = !is_there(file);
            report_.add(missing ? store_fault::missing : store_fault::damaged, file,
                        missing ? "is missing" : after_path(damage.what(), file), advice,
                        seal.sha256);
        }
    }

    void add_unnamed(std::filesystem::path file) {
        if (!store_layout::is_version_file(file.filename().string()))
            return add_unknown(report_, std::move(file));
        report_.add(store_fault::unfinished, std::move(file), "is named by no manifest",
                    cleared_up);
    }

    void count(std::filesystem::path const& file) {
        std::error_code gone;
        auto const size = std::filesystem::file_size(file, gone);
        report_.count(gone ? 0 : size);
    }

    store_layout const* layout_;
    std::string name_;
    store_report report_{};
    std::set<std::string> seals_{};
};

}  // namespace retrain::detail
