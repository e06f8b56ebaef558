#pragma once

#include <retrain/core/error.hpp>
#include <retrain/store/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain::laws {

[[nodiscard]] inline std::vector<std::byte> bytes_of(std::string_view text) {
    auto const bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

/// A winner whose live model and judge are the given texts.
struct winner {
    winner(std::string_view live_text, std::string_view judge_text, std::uint64_t expected)
        : live{bytes_of(live_text)}, judge{bytes_of(judge_text)}, expected_generation{expected} {}

    [[nodiscard]] publication named(std::string_view name) const {
        model_metadata metadata;
        metadata.rows = live.size();
        return {name, "txt", live, judge, metadata, expected_generation};
    }

    std::vector<std::byte> live;
    std::vector<std::byte> judge;
    std::uint64_t expected_generation;
};

/// The live model's and the judge's bytes are these.
template <ModelStore S>
[[nodiscard]] bool serves(S& store, model_manifest const& manifest, std::string_view live,
                          std::string_view judge) {
    return store.read(manifest.champion.live) == bytes_of(live) &&
           store.read(manifest.champion.judge) == bytes_of(judge);
}

/// [store.find] [store.publish] What was published last is found, read and numbered one higher; the
/// champion before it is the first of `previous`. `store` has nothing under `name`.
template <ModelStore S>
[[nodiscard]] bool finds_what_it_published(S& store, std::string_view name) {
    if (store.find(name)) return false;
    auto const first = store.publish(winner{"live 1", "judge 1", 0}.named(name));
    auto const second =
        store.publish(winner{"live 2", "", first.generation}.named(name));
    auto const found = store.find(name);
    return found && found->name == name && found->extension == "txt" &&
           second.generation == first.generation + 1 && found->generation == second.generation &&
           found->champion.metadata.rows == 6 && serves(store, *found, "live 2", "live 2") &&
           found->champion.judge == found->champion.live && found->previous.size() == 1 &&
           found->previous.front().live == first.champion.live &&
           store.read(found->previous.front().judge) == bytes_of("judge 1");
}

/// [store.commit] A publish that expects another generation throws `superseded` and changes nothing.
template <ModelStore S>
[[nodiscard]] bool refuses_the_superseded(S& store, std::string_view name) {
    auto const live = store.publish(winner{"new", "new judge", 0}.named(name));
    for (auto const expected : {live.generation - 1, live.generation + 1}) {
        try {
            store.publish(winner{"old", "old judge", expected}.named(name));
            return false;
        } catch (error const& refused) {
            if (refused.why() != failure_reason::superseded) return false;
        }
        auto const found = store.find(name);
        if (!found || found->generation != live.generation || !found->previous.empty() ||
            !serves(store, *found, "new", "new judge"))
            return false;
    }
    return true;
}

/// [store.rollback] The previous version is live again with the same bytes and version, in a later
/// generation, and what it replaced can be brought back in the same way.
template <ModelStore S>
[[nodiscard]] bool rolls_back(S& store, std::string_view name) {
    auto const first = store.publish(winner{"good", "good judge", 0}.named(name));
    auto const second = store.publish(winner{"bad", "bad judge", first.generation}.named(name));
    auto const back = store.rollback(name, "it is bad");
    auto const found = store.find(name);
    bool const is_back = found && found->generation == second.generation + 1 &&
                         back.generation == found->generation &&
                         found->rolled_back_because == "it is bad" &&
                         found->champion.version == first.champion.version &&
                         serves(store, *found, "good", "good judge") &&
                         found->previous.front().version == second.champion.version;
    auto const again = store.rollback(name, "it was not");
    return is_back && again.champion.version == second.champion.version &&
           serves(store, again, "bad", "bad judge") && store.find(name)->rolled_back_because ==
                                                           "it was not";
}

/// [store.lock] One lock at a time; it passes on when it is moved and is free when it is gone.
template <ModelStore S>
[[nodiscard]] bool locks_once(S& store) {
    {
        auto held = store.try_lock();
        auto const refused = store.try_lock();
        if (!held || refused) return false;
        auto const moved = std::move(held);
        if (!moved || store.try_lock()) return false;
    }
    return static_cast<bool>(store.try_lock());
}

}  // namespace retrain::laws
