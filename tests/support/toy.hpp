#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/training.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/source/concept.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

// Small stand-ins with which a test can say beforehand what a service will see.
namespace retrain::testing {

using namespace std::chrono_literals;

/// 2020-01-01, where the tests' time begins.
inline constexpr time_point new_year = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};

/// The instant `days` days after the new year.
[[nodiscard]] constexpr time_point day(int days) { return new_year + std::chrono::days{days}; }

/// Row i of `count` enters at day i and is known two days later. Its one feature is its class:
/// 0, 1, 0, 1, ...
[[nodiscard]] inline dataset toy_rows(int count) {
    dataset rows;
    rows.shape = {{{"signal", column_type::number}}, {"buy", "avoid"}, {}};
    for (int row = 0; row < count; ++row) {
        auto const label = static_cast<std::uint32_t>(row % 2);
        rows.features.push_back(static_cast<float>(label));
        rows.labels.push_back(label);
        rows.weights.push_back(1);
        rows.entry.push_back(day(row));
        rows.exit.push_back(day(row + 2));
        rows.known.push_back(day(row + 2));
        rows.keys.push_back(static_cast<std::uint64_t>(row) + 1);
        rows.contents.push_back(static_cast<std::uint64_t>(row) + 1);
    }
    return rows;
}

/// Says the class that the feature names with the probability that it was made with.
struct toy_model {
    static constexpr std::string_view extension = "toy";
    float confidence = 0.5F;

    [[nodiscard]] std::vector<std::byte> save() const {
        std::vector<std::byte> bytes(sizeof confidence);
        std::memcpy(bytes.data(), &confidence, sizeof confidence);
        return bytes;
    }
    [[nodiscard]] static toy_model load(std::span<std::byte const> bytes) {
        toy_model model;
        if (bytes.size() != sizeof model.confidence)
            throw error{failure_reason::corrupt_model, "not a toy model"};
        std::memcpy(&model.confidence, bytes.data(), sizeof model.confidence);
        return model;
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            bool const first = rows[row] == 0;
            out[2 * row] = first ? confidence : 1 - confidence;
            out[2 * row + 1] = first ? 1 - confidence : confidence;
        }
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 1; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 2; }
};

/// What a test decides for a toy trainer, and what it learns from it.
struct toy_script {
    float confidence = 0.9F;
    bool fails = false;
    std::function<void()> during{};  ///< called while it trains
    bool wait_for_stop = false;      ///< goes on until it is told to stop
    std::vector<std::size_t> rows{};                 ///< of each training
    std::vector<time_point> latest_exit{};           ///< of the rows of each training
};

template <fixed_string Name = "toy">
struct toy_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = Name;
    std::shared_ptr<toy_script> script = std::make_shared<toy_script>();

    toy_model train(training_request const& request) {
        script->rows.push_back(request.rows.row_count());
        script->latest_exit.push_back(*std::ranges::max_element(request.rows.exit));
        if (script->during) script->during();
        while (script->wait_for_stop && !request.stop.stop_requested()) std::this_thread::yield();
        if (request.stop.stop_requested())
            throw error{failure_reason::cancelled, "cancelled between rounds"};
        if (script->fails) throw error{failure_reason::training_failed, "the toy is broken"};
        return {script->confidence};
    }
};

/// What a memory_store holds: shared, so that a test can look, and a second service reads it.
struct stored_models {
    std::mutex mutex{};
    std::map<std::string, model_manifest, std::less<>> manifests{};
    std::map<std::string, std::vector<std::byte>> files{};
    std::map<std::string, std::vector<kept_candidate>, std::less<>> candidates{};
    std::uint64_t next_candidate = 1;
    bool locked_elsewhere = false;
    bool lock_fails = false;
    bool read_only = false;
    bool fails = false;
};

/// A store without files.
class memory_store {
   public:
    using policy_role = store_role;
    std::shared_ptr<stored_models> models = std::make_shared<stored_models>();

    std::optional<model_manifest> find(std::string_view name) {
        auto const found = models->manifests.find(name);
        if (found == models->manifests.end()) return std::nullopt;
        return found->second;
    }
    std::vector<std::byte> read(file_seal const& seal) {
        auto const found = models->files.find(seal.file);
        if (found == models->files.end() || found->second.size() != seal.length)
            throw error{failure_reason::corrupt_model, seal.file + " is damaged"};
        return found->second;
    }
    model_manifest publish(publication const& winner) {
        if (models->fails) throw error{failure_reason::store_failed, "the disk is full"};
        auto& manifest = models->manifests[std::string{winner.name}];
        if (manifest.generation != winner.expected_generation)
            throw error{failure_reason::superseded, "a newer model was published"};
        if (manifest.generation > 0)
            manifest.previous.insert(manifest.previous.begin(), manifest.champion);
        auto const keep = [&](std::span<std::byte const> bytes, std::string_view kind) {
            std::string const file = std::string{winner.name} + "/" +
                                     std::to_string(manifest.generation + 1) + std::string{kind};
            models->files[file] = {bytes.begin(), bytes.end()};
            return file_seal{file, bytes.size(), ""};
        };
        auto const live = keep(winner.live, "");
        auto const judge = winner.judge.empty() ? live : keep(winner.judge, ".judge");
        manifest.name = winner.name;
        manifest.extension = winner.extension;
        ++manifest.generation;
        manifest.champion = {manifest.generation, live, judge, winner.metadata};
        manifest.rolled_back_because.clear();
        return manifest;
    }
    model_manifest rollback(std::string_view name, std::string_view why) {
        auto& manifest = models->manifests.find(name)->second;
        std::swap(manifest.champion, manifest.previous.front());
        ++manifest.generation;
        manifest.rolled_back_because = why;
        return manifest;
    }
    kept_candidate keep(candidate_offer const& offered) {
        if (models->fails) throw error{failure_reason::store_failed, "the disk is full"};
        auto next = offered.describes;
        next.number = models->next_candidate++;
        next.extension = offered.extension;
        auto const place = [&](std::span<std::byte const> bytes, std::string_view kind) {
            std::string const file = std::string{offered.name} + "/candidate " +
                                     std::to_string(next.number) + std::string{kind};
            models->files[file] = {bytes.begin(), bytes.end()};
            return file_seal{file, bytes.size(), file};
        };
        next.judge = place(offered.judge, ".judge");
        next.live = offered.live.empty() ? next.judge : place(offered.live, "");
        auto& kept = models->candidates[std::string{offered.name}];
        if (is_open(next.state))
            for (auto& older : kept)
                if (is_open(older.state)) older.state = candidate_state::superseded;
        kept.insert(kept.begin(), next);
        return next;
    }
    std::vector<kept_candidate> candidates(std::string_view name) {
        auto const found = models->candidates.find(name);
        return found == models->candidates.end() ? std::vector<kept_candidate>{} : found->second;
    }
    void settle(std::string_view name, std::uint64_t number, std::optional<candidate_state> state,
                std::string_view because) {
        auto& kept = models->candidates.find(name)->second;
        auto const found = std::ranges::find(kept, number, &kept_candidate::number);
        if (!state) {
            kept.erase(found);
            return;
        }
        found->state = *state;
        found->because = because;
    }
    [[nodiscard]] bool writable() const noexcept { return !models->read_only; }
    [[nodiscard]] bool try_lock() const {
        if (models->lock_fails) throw error{failure_reason::store_failed, "no descriptor is left"};
        return !models->locked_elsewhere;
    }
    [[nodiscard]] std::filesystem::path const& directory() const noexcept { return nowhere_; }

   private:
    std::filesystem::path nowhere_ = "nowhere";
};

/// A sink that a test can read.
struct kept_history {
    using policy_role = history_role;
    struct entries {
        std::vector<run_record> runs{};
        std::vector<skip_record> skips{};
        bool throws = false;
    };
    std::shared_ptr<entries> kept = std::make_shared<entries>();

    void record(run_record const& run) {
        kept->runs.push_back(run);
        if (kept->throws) throw std::runtime_error{"the sink is broken"};
    }
    void record(skip_record const& skip) { kept->skips.push_back(skip); }
};

/// A source whose rows a test can change.
struct toy_source {
    using policy_role = source_role;
    std::shared_ptr<dataset> rows = std::make_shared<dataset>(toy_rows(100));
    std::shared_ptr<bool> missing = std::make_shared<bool>(false);

    dataset load(load_request const&) {
        if (*missing) throw error{failure_reason::source_missing, "toy.csv is not there"};
        return *rows;
    }
};

}  // namespace retrain::testing
