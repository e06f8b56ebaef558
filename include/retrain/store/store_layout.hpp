#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/detail/plain_name.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace retrain::detail {

/// Where a store keeps what.
class store_layout {
   public:
    explicit store_layout(std::filesystem::path directory) : directory_{std::move(directory)} {
        if (directory_.empty())
            throw error{failure_reason::bad_parameter,
                        "the directory of the models is an empty path; name one, such as 'models'"};
    }

    [[nodiscard]] std::filesystem::path const& directory() const noexcept { return directory_; }
    [[nodiscard]] std::filesystem::path run_lock() const { return directory_ / ".run.lock"; }
    [[nodiscard]] std::filesystem::path commit_lock() const { return directory_ / ".commit.lock"; }
    [[nodiscard]] std::filesystem::path act_lock() const { return directory_ / ".act.lock"; }
    [[nodiscard]] std::filesystem::path versions() const { return directory_ / "versions"; }

    /// The one commit point of `name`.
    [[nodiscard]] std::filesystem::path manifest(std::string_view name) const {
        return directory_ / (std::string{name} + ".json");
    }
    /// What other programs open: a link to the champion's file.
    [[nodiscard]] std::filesystem::path link(model_manifest const& manifest) const {
        return directory_ / (manifest.name + "." + manifest.extension);
    }
    /// The immutable files of `name`.
    [[nodiscard]] std::filesystem::path folder(std::string_view name) const {
        return versions() / name;
    }
    /// The candidates of `name` that are not live.
    [[nodiscard]] std::filesystem::path candidates(std::string_view name) const {
        return directory_ / "candidates" / name;
    }
    /// The last committed manifest once more, for the day when the first is damaged.
    [[nodiscard]] std::filesystem::path manifest_copy(std::string_view name) const {
        return folder(name) / "manifest.json";
    }

    /// A file in the folder of `name`, relative to the directory, as seals name it.
    [[nodiscard]] static std::string sealed_name(std::string_view name, std::string_view file) {
        return std::string{"versions/"}.append(name).append("/").append(file);
    }
    [[nodiscard]] static std::string live_file(std::string_view name, std::uint64_t version,
                                               std::string_view extension) {
        return sealed_name(name, std::to_string(version).append(".").append(extension));
    }
    [[nodiscard]] static std::string judge_file(std::string_view name, std::uint64_t version,
                                                std::string_view extension) {
        return sealed_name(name, std::to_string(version).append(".judge.").append(extension));
    }
    /// The same for the folder of its candidates; `kind` is "" or "judge.".
    [[nodiscard]] static std::string candidate_name(std::string_view name, std::string_view file) {
        return std::string{"candidates/"}.append(name).append("/").append(file);
    }
    [[nodiscard]] static std::string candidate_file(std::string_view name, std::uint64_t number,
                                                    std::string_view kind,
                                                    std::string_view extension) {
        return candidate_name(
            name, std::to_string(number).append(".").append(kind).append(extension));
    }
    /// `file` has the form that `live_file` and `judge_file` give, or is a left-over of its writing.
    [[nodiscard]] static constexpr bool is_version_file(std::string_view file) noexcept {
        if (file.starts_with('.') && file.ends_with(".tmp")) return true;
        auto const dot = file.find('.');
        auto rest = dot == std::string_view::npos ? "" : file.substr(dot + 1);
        if (rest.starts_with("judge.")) rest.remove_prefix(6);
        return dot != 0 && is_plain_name(rest) &&
               std::ranges::all_of(file.substr(0, dot), [](char c) { return c >= '0' && c <= '9'; });
    }

    /// `ledger.json` is the ledger's.
    [[nodiscard]] static constexpr bool is_model_name(std::string_view name) noexcept {
        return is_plain_name(name) && name != "ledger";
    }
    /// Throws `error` (`bad_parameter`) where `name` can't be a model's.
    static void check_name(std::string_view name) {
        if (!is_model_name(name))
            throw error{failure_reason::bad_parameter,
                        "'" + std::string{name} + "' can't be the name of a stored model; use up to "
                        "100 letters, digits, '_' and '-', and not 'ledger'"};
    }
    /// Manifests end in `.json`, left-overs in `.tmp`.
    [[nodiscard]] static constexpr bool is_extension(std::string_view extension) noexcept {
        return is_plain_name(extension) && extension != "json" && extension != "tmp";
    }
    /// Throws `error` (`bad_parameter`) where `extension` can't be a model file's.
    static void check_extension(std::string_view extension) {
        if (!is_extension(extension))
            throw error{failure_reason::bad_parameter,
                        "'" + std::string{extension} + "' can't be the extension of a model file; "
                        "use letters, digits, '_' and '-', and not 'json', which manifests have"};
    }

   private:
    std::filesystem::path directory_;
};

}  // namespace retrain::detail
