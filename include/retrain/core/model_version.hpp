#pragma once

#include <retrain/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace retrain {

/// What is known of a model beside its bytes. It stands in the manifest, and a model that can
/// carry annotations (a booster's attributes) carries a copy.
struct model_metadata {
    std::vector<std::string> features{};
    std::vector<std::string> classes{};
    std::uint64_t fingerprint = 0;        ///< of the features: `schema::fingerprint`
    std::string trained_because{};          ///< the reason of the run
    std::string verdict{};                  ///< `name(verdict.kind)` and `name(verdict.why)`
    std::string library_version{};
    time_point trained_at = not_yet;
    time_point rows_known_until = not_yet;  ///< latest `known` of the live model's training rows
    time_point judge_saw_until = not_yet;   ///< latest `exit` of the judge's training rows
    std::size_t rows = 0;                 ///< rows that the live model was trained on
    std::size_t judge_rows = 0;
    std::map<std::string, double> metrics{};  ///< of the judge on the hold-out
    std::string reference{};                ///< what a trigger wants to know of the training rows
    /// Share of missing values by feature among the rows of its run; 1 where the data gate had the
    /// feature fed as missing. Empty in models of earlier versions.
    std::map<std::string, double> missing_shares{};
};

/// A file's identity: nothing is read from it before both were checked.
struct file_seal {
    std::string file{};                     ///< path relative to the store's directory
    std::uint64_t length = 0;
    std::string sha256{};                   ///< 64 hexadecimal digits

    friend bool operator==(file_seal const&, file_seal const&) = default;
};

/// One version of a model as the store keeps it: the model that serves, and the judge that stands
/// for it in the next comparison. Both are immutable files.
struct model_version {
    std::uint64_t version = 0;            ///< the generation that first published it
    file_seal live{};
    file_seal judge{};                      ///< equals `live` where the judge itself was published
    model_metadata metadata{};
};

/// From when on a version was live.
struct live_since {
    std::uint64_t generation = 0;         ///< that made it live
    std::uint64_t version = 0;
    time_point at = not_yet;
    std::string because{};                  ///< the reason of its run, or what a person said

    friend bool operator==(live_since const&, live_since const&) = default;
};

/// What is live under one name: the content of its manifest, the only commit point.
struct model_manifest {
    std::string name{};
    std::string extension{};                ///< without a dot
    std::uint64_t generation = 0;         ///< grows by one with every change
    model_version champion{};
    std::vector<model_version> previous{};  ///< what was live before, the latest first
    std::string rolled_back_because{};      ///< empty unless the champion came by rollback
    std::string pinned_because{};           ///< not empty while nothing may replace the champion
    std::vector<live_since> lives{};        ///< the latest changes of what is live, latest first

    /// The kept version of that number; null if there is none.
    [[nodiscard]] model_version const* find(std::uint64_t version) const noexcept {
        if (champion.version == version) return &champion;
        for (auto const& other : previous)
            if (other.version == version) return &other;
        return nullptr;
    }

    /// What was live at `instant`; null where that is not known, or nothing was. Of changes that a
    /// corrected clock put out of order the one of the latest generation counts.
    [[nodiscard]] live_since const* live_at(time_point instant) const noexcept {
        for (auto const& change : lives)
            if (change.at <= instant) return &change;
        return nullptr;
    }
};

}  // namespace retrain
