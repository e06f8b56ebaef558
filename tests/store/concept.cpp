#include <retrain/store/concept.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>

#include <map>
#include <optional>
#include <utility>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more: neither copied nor moved, no member const but
/// `directory`, a lock that only converts explicitly.
struct archetype {
    using policy_role = store_role;
    struct lock {
        explicit lock(bool* place) : held{place != nullptr && !std::exchange(*place, true) ? place
                                                                                         : nullptr} {}
        lock(lock&& other) noexcept : held{std::exchange(other.held, nullptr)} {}
        ~lock() {
            if (held != nullptr) *held = false;
        }
        explicit operator bool() const noexcept { return held != nullptr; }
        bool* held;
    };

    explicit archetype(int) {}
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;

    std::optional<model_manifest> find(std::string_view name) {
        auto const found = manifests.find(std::string{name});
        if (found == manifests.end()) return std::nullopt;
        return found->second;
    }
    std::vector<std::byte> read(file_seal const& seal) { return files.at(seal.file); }
    model_manifest publish(publication const& winner) {
        model_manifest next = find(winner.name).value_or(model_manifest{});
        if (next.generation != winner.expected_generation)
            throw error{failure_reason::superseded, "superseded"};
        if (next.generation != 0) next.previous.insert(next.previous.begin(), next.champion);
        next.name = winner.name;
        next.extension = winner.extension;
        auto const number = std::to_string(++next.generation);
        next.champion = {next.generation, {number, 0, ""}, {number, 0, ""}, winner.metadata};
        files[number] = {winner.live.begin(), winner.live.end()};
        if (!winner.judge.empty()) {
            next.champion.judge.file = number + "j";
            files[number + "j"] = {winner.judge.begin(), winner.judge.end()};
        }
        return manifests[next.name] = next;
    }
    model_manifest rollback(std::string_view name, std::string_view why) {
        auto& manifest = manifests.at(std::string{name});
        std::swap(manifest.champion, manifest.previous.front());
        ++manifest.generation;
        manifest.rolled_back_because = why;
        return manifest;
    }
    lock try_lock() { return lock{&locked}; }
    std::filesystem::path const& directory() const { return place; }

    bool locked = false;
    std::map<std::string, model_manifest> manifests;
    std::map<std::string, std::vector<std::byte>> files;
    std::filesystem::path place = "nowhere";
};
static_assert(ModelStore<archetype> && store_role::explain<archetype>());

/// A store that fulfils everything; each near miss spoils one member of it.
struct complete {
    using policy_role = store_role;
    std::optional<model_manifest> find(std::string_view);
    std::vector<std::byte> read(file_seal const&);
    model_manifest publish(publication const&);
    model_manifest rollback(std::string_view, std::string_view);
    bool try_lock();
    std::filesystem::path directory() const;
};
static_assert(ModelStore<complete>);

struct without_role : complete {
    using policy_role = void;
};
struct finds_a_pointer : complete {
    model_manifest const* find(std::string_view);
};
struct reads_text : complete {
    std::string read(file_seal const&);
};
struct publishes_silently : complete {
    void publish(publication const&);
};
struct rolls_back_silently : complete {
    bool rollback(std::string_view, std::string_view);
};
struct rolls_back_without_reason : complete {
    model_manifest rollback(std::string_view);
};
struct locks_without_answer : complete {
    void try_lock();
};
struct hides_its_directory : complete {
    std::filesystem::path directory();
};
static_assert(!ModelStore<without_role> && !ModelStore<finds_a_pointer> && !ModelStore<reads_text>);
static_assert(!ModelStore<publishes_silently> && !ModelStore<rolls_back_silently>);
static_assert(!ModelStore<rolls_back_without_reason> && !ModelStore<locks_without_answer>);
static_assert(!ModelStore<hides_its_directory> && !ModelStore<int>);

}  // namespace

TEST_CASE("a store needs nothing beyond its concept", "[store]") {
    archetype store{0};
    CHECK(laws::finds_what_it_published(store, "first"));
    CHECK(laws::refuses_the_superseded(store, "second"));
    CHECK(laws::rolls_back(store, "third"));
    CHECK(laws::locks_once(store));
}
