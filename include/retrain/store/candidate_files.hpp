#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/detail/durable_file.hpp>
#include <retrain/detail/file_error.hpp>
#include <retrain/detail/list_directory.hpp>
#include <retrain/detail/read_file.hpp>
#include <retrain/detail/sealed_file.hpp>
#include <retrain/store/candidate_json.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/store/store_layout.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// The candidates of a store that are not live: `candidates/{name}/{number}.{extension}` and
/// `.judge.{extension}`, named by `candidates/{name}/candidates.json`, whose rename is the one
/// commit point of the list. The manifest knows nothing of them, so whatever happens here, what is
/// live stays live. At most one candidate is open; of the others the latest `kept_closed` stay.
/// Changes need the commit lock.
class candidate_files {
   public:
    static constexpr std::size_t kept_closed = 3;

    explicit candidate_files(store_layout const& layout) : layout_{&layout} {}

    /// A damaged list throws `error` (`corrupt_model`).
    [[nodiscard]] candidate_list list(std::string_view name) const {
        auto const path = layout_->candidates(name) / list_name;
        auto const bytes = read_file(path, longest_list);
        return bytes ? candidates_from_json(as_text(*bytes), path.string()) : candidate_list{};
    }

    /// Keeps `offered`, the latest from now on. An open one closes an older open one.
    kept_candidate keep(candidate_offer const& offered) {
        auto const folder = own_folder(offered.name);
        make_directories(folder);
        auto known = list_or_set_aside(offered.name);
        tidy(offered.name, known);

        kept_candidate next = offered.describes;
        next.number = known.next_number++;
        next.extension = offered.extension;
        next.judge = place(offered.name, next.number, "judge.", offered.extension, offered.judge);
        next.live = offered.live.empty()
                        ? next.judge
                        : place(offered.name, next.number, "", offered.extension, offered.live);
        sync_directory(folder);
        if (is_open(next.state))
            for (auto& older : known.kept)
                if (is_open(older.state)) older.state = candidate_state::superseded;
        known.kept.insert(known.kept.begin(), next);
        commit(offered.name, std::move(known));
        return next;
    }

    /// Gives the candidate `number` another state, or lets it go where there is none, as for one
    /// that became a version. Does nothing where there is no such candidate.
    void settle(std::string_view name, std::uint64_t number, std::optional<candidate_state> state,
                std::string_view because) {
        auto known = list(name);
        auto const found = std::ranges::find(known.kept, number, &kept_candidate::number);
        if (found == known.kept.end()) return;
        if (state) {
            found->state = *state;
            found->because = because;
        } else {
            known.kept.erase(found);
        }
        commit(name, std::move(known));
    }

   private:
    static constexpr std::string_view list_name = "candidates.json";
    static constexpr std::uint64_t longest_list = std::uint64_t{64} << 20;

    /// The folder of the candidates, where files are to be made or removed.
    [[nodiscard]] std::filesystem::path own_folder(std::string_view name) const {
        auto folder = layout_->candidates(name);
        refuse_foreign_link(folder.parent_path());
        refuse_foreign_link(folder);
        return folder;
    }

    [[nodiscard]] file_seal place(std::string_view name, std::uint64_t number,
                                  std::string_view kind, std::string_view extension,
                                  std::span<std::byte const> bytes) const {
        auto seal = seal_of(store_layout::candidate_file(name, number, kind, extension), bytes);
        place_file(layout_->directory() / seal.file, bytes);
        return seal;
    }

    /// A list that can't be read must not keep new candidates out: it is kept under another name.
    [[nodiscard]] candidate_list list_or_set_aside(std::string_view name) const {
        try {
            return list(name);
        } catch (error const& damaged) {
            if (damaged.why() != failure_reason::corrupt_model) throw;
            auto const path = layout_->candidates(name) / list_name;
            rename_file(path, free_name(path, "damaged"));
            return {};
        }
    }

    /// The rename of the list. What follows it can't fail it.
    void commit(std::string_view name, candidate_list known) const {
        std::size_t closed = 0;
        std::erase_if(known.kept, [&](kept_candidate const& candidate) {
            return !is_open(candidate.state) && ++closed > kept_closed;
        });
        place_file(own_folder(name) / list_name, candidates_to_json(known));
        tidy(name, known);
    }

    /// Makes the list `known` last, and only then removes the files that it does not name. What
    /// fails is tried again by the next change.
    void tidy(std::string_view name, candidate_list const& known) const {
        std::set<std::string> named;
        for (auto const& candidate : known.kept) named.insert({candidate.live.file, candidate.judge.file});
        auto const folder = layout_->candidates(name);
        try {
            sync_directory(folder);
            for (auto const& file : list_directory(folder))
                if (store_layout::is_version_file(file) &&
                    !named.contains(store_layout::candidate_name(name, file)))
                    remove_file(folder / file);
        } catch (file_error const&) {
        }
    }

    store_layout const* layout_;
};

}  // namespace retrain::detail
