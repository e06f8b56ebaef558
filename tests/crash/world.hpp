#pragma once

#include <retrain/retraining_service.hpp>

#include <retrain/backup/keep_last.hpp>
#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/history/jsonl_history.hpp>
#include <retrain/history/read_jsonl_history.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/history/text_history.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/source/csv_source.hpp>
#include <retrain/store/file_store.hpp>
#include <retrain/trainer/train_each.hpp>
#include <retrain/trigger/never.hpp>
#include <retrain/validation/no_validation.hpp>
#ifdef RETRAIN_TEST_SQLITE
#include <retrain/history/history_reader.hpp>
#include <retrain/history/sqlite_history.hpp>
#endif

#include <support/scratch_directory.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A service on a real directory whose runs take milliseconds, and what has to be true of that
// directory after whatever happened to the service.
namespace retrain::testing {

/// A model of some kilobytes that tells whether they belong together: each word is made of the first
/// one and of its place. No two trainings give the same one.
struct whole_model {
    static constexpr std::string_view extension = "bin";
    static constexpr std::size_t length = 512;
    std::uint64_t serial = 0;

    [[nodiscard]] std::vector<std::byte> save() const {
        std::array<std::uint64_t, length> words{};
        for (std::size_t place = 0; place < length; ++place) words[place] = word(serial, place);
        std::vector<std::byte> bytes(sizeof words);
        std::memcpy(bytes.data(), words.data(), sizeof words);
        return bytes;
    }
    [[nodiscard]] static whole_model load(std::span<std::byte const> bytes) {
        std::array<std::uint64_t, length> words{};
        if (bytes.size() != sizeof words)
            throw error{failure_reason::corrupt_model, "the model has another size"};
        std::memcpy(words.data(), bytes.data(), sizeof words);
        for (std::size_t place = 0; place < length; ++place)
            if (words[place] != word(words[0], place))
                throw error{failure_reason::corrupt_model, "the model is mixed of several"};
        return {words[0]};
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        std::size_t const features = feature_count();
        for (std::size_t row = 0; row * features < rows.size(); ++row) {
            bool const is_odd = std::fmod(rows[row * features], 2.0F) != 0;
            float const first = is_odd ? 0.25F : 0.75F;
            out[2 * row] = first;
            out[2 * row + 1] = 1 - first;
        }
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 1; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 2; }

   private:
    [[nodiscard]] static constexpr std::uint64_t word(std::uint64_t serial,
                                                      std::size_t place) noexcept {
        return place == 0 ? serial : (serial ^ place) * 0x9e3779b97f4a7c15U;
    }
};

template <fixed_string Name>
struct quick_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = Name;

    [[nodiscard]] static whole_model train(training_request const&) {
        auto const now = std::chrono::steady_clock::now().time_since_epoch().count();
        return {static_cast<std::uint64_t>(now)};
    }
};
using first_trainer = quick_trainer<"first">;
using second_trainer = quick_trainer<"second">;

/// Keeps what was logged.
struct kept_log {
    using policy_role = logger_role;
    struct lines {
        std::mutex mutex{};
        std::vector<std::pair<log_level, std::string>> all{};
    };
    std::shared_ptr<lines> said = std::make_shared<lines>();

    void log(log_level level, std::string_view text) noexcept {
        if (level < log_level::warning) return;
        std::scoped_lock const lock{said->mutex};
        said->all.emplace_back(level, text);
    }
};

#ifdef RETRAIN_TEST_SQLITE
using all_histories = record_to<text_history, jsonl_history, sqlite_history>;
#else
using all_histories = record_to<text_history, jsonl_history>;
#endif

/// The default parts that write files, on a directory of the test's.
template <class... More>
using service_on_files =
    retraining_service<no_validation, always, file_ledger, file_store,
                       timestamped_backup<keep_last<2>>, train_each<first_trainer, second_trainer>,
                       kept_log, More...>;

/// Where everything of one service is.
class world {
   public:
    explicit world(std::filesystem::path root) : root_{std::move(root)} {}

    [[nodiscard]] std::filesystem::path const& root() const noexcept { return root_; }
    [[nodiscard]] std::filesystem::path models() const { return root_ / "models"; }
    [[nodiscard]] std::filesystem::path text() const { return root_ / "logs/runs.txt"; }
    [[nodiscard]] std::filesystem::path jsonl() const { return root_ / "logs/runs.jsonl"; }
    [[nodiscard]] std::filesystem::path sqlite() const { return root_ / "logs/runs.sqlite"; }
    [[nodiscard]] std::filesystem::path csv() const { return root_ / "rows.csv"; }

    [[nodiscard]] settings configuration() const {
        settings made;
        made.models_directory = models().string();
        made.logs_directory = (root_ / "logs").string();
        made.training_data = csv().string();
        made.retry_seconds = 0.005;
        made.min_free_disk_mb = std::size_t{0};
        made.smoke_latency_factor = 1000.0;
        made.threads = std::size_t{1};
        return made;
    }

    /// Small files, so that they are put aside now and then.
    [[nodiscard]] all_histories histories() const {
        file_rotation const small{.limit = 64 * 1024, .kept = 1000};
#ifdef RETRAIN_TEST_SQLITE
        return all_histories{text_history{text(), small}, jsonl_history{jsonl(), small},
                             sqlite_history{sqlite()}};
#else
        return all_histories{text_history{text(), small}, jsonl_history{jsonl(), small}};
#endif
    }

    /// A training file of 60 rows.
    void write_rows() const {
        std::string rows = "x,label,entry_date,exit_date\n";
        for (int row = 0; row < 60; ++row) {
            auto const number = std::to_string(row % 30 + 1);
            std::string const date = (row < 30 ? "2020-03-" : "2020-05-") +
                                     std::string(2 - number.size(), '0') + number;
            rows += std::to_string(row) + (row % 2 == 0 ? ",buy," : ",avoid,") + date + "," + date +
                    "\n";
        }
        write_file(csv(), rows);
    }

   private:
    std::filesystem::path root_;
};

/// How often each generation is on record as having gone live, by model.
using on_record = std::map<std::string, std::map<std::uint64_t, int>>;

[[nodiscard]] inline on_record read_text_record(std::filesystem::path const& file) {
    on_record found;
    detail::read_lines(file, [&](std::string_view line) {
        if (auto const live = detail::gone_live(line)) ++found[live->first][live->second];
    });
    return found;
}

[[nodiscard]] inline on_record read_jsonl_record(std::filesystem::path const& file) {
    on_record found;
    read_jsonl_history(file, [&](auto const& record) {
        if (record.at("kind") != "run") return;
        for (auto const& model : record.at("models"))
            if (model.at("published") == true || model.at("by_hand").is_object())
                ++found[model.at("name")][model.at("generation")];
    });
    return found;
}

#ifdef RETRAIN_TEST_SQLITE
[[nodiscard]] inline on_record read_sqlite_record(std::filesystem::path const& file) {
    on_record found;
    for (auto const& run : history_reader{file}.runs(1'000'000))
        for (auto const& model : run.models)
            if (model.published || !model.by_hand.empty())
                ++found[model.name][model.generation];
    return found;
}
#endif

/// What is wrong with `record` if the generations 1 to `last` of `model` went live; empty: nothing.
[[nodiscard]] inline std::string untruth(on_record const& record, std::string const& model,
                                         std::uint64_t last) {
    auto const found = record.find(model);
    if (found == record.end())
        return last == 0 ? std::string{} : "no generation of '" + model + "' is on record";
    for (std::uint64_t generation = 1; generation <= last; ++generation)
        if (auto const times = found->second.find(generation);
            times == found->second.end() || times->second != 1)
            return "generation " + std::to_string(generation) + " of '" + model + "' is on record " +
                   std::to_string(times == found->second.end() ? 0 : times->second) + " times";
    if (auto const latest = found->second.rbegin()->first; latest > last)
        return "generation " + std::to_string(latest) + " of '" + model + "' never was";
    return {};
}

/// The same for all histories of `at`.
[[nodiscard]] inline std::string untruth(world const& at, std::string const& model,
                                         std::uint64_t last) {
    if (auto wrong = untruth(read_text_record(at.text()), model, last); !wrong.empty())
        return "text: " + wrong;
    if (auto wrong = untruth(read_jsonl_record(at.jsonl()), model, last); !wrong.empty())
        return "jsonl: " + wrong;
#ifdef RETRAIN_TEST_SQLITE
    if (last == 0 && !std::filesystem::exists(at.sqlite())) return {};
    if (auto wrong = untruth(read_sqlite_record(at.sqlite()), model, last); !wrong.empty())
        return "sqlite: " + wrong;
    // A pin has a generation of its own and makes nothing live: the store knows which one did.
    auto const live = history_reader{at.sqlite()}.live_at(model, time_point::max());
    auto const known = file_store{at.models()}.live_at(model, time_point::max());
    if ((live ? live->generation : 0) != (known ? known->generation : 0))
        return "sqlite: live_at answers " + std::to_string(live ? live->generation : 0) + " for '" +
               model + "', and the store " + std::to_string(known ? known->generation : 0);
#endif
    return {};
}

/// What a killed program left behind that no file of the library's names.
[[nodiscard]] inline std::vector<std::string> left_overs(world const& at) {
    std::vector<std::string> found;
    if (!std::filesystem::exists(at.root())) return found;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{at.root()}) {
        auto const name = entry.path().filename().string();
        if (name.find(".tmp") != name.npos || name.find("damaged") != name.npos ||
            name.find(".found-") != name.npos)
            found.push_back(entry.path().string());
    }
    return found;
}

/// What a start may warn of after a kill; each sentence is in the documentation.
[[nodiscard]] inline bool is_recovery(std::string_view sentence) {
    for (std::string_view const part :
         {"removed '", "' has generation ", "' points to '", "the history had no record of "})
        if (sentence.find(part) != sentence.npos) return true;
    return false;
}

/// The last generations of the models that `service` serves, pins included; where something is wrong
/// `wrong` tells. What serves must be known by the generation that made it live, and the link that
/// other programs open must name the same bytes.
template <class Service>
[[nodiscard]] std::map<std::string, std::uint64_t> served(Service const& service, world const& at,
                                                          std::string& wrong) {
    std::map<std::string, std::uint64_t> found;
    auto const look = [&](auto live, std::string const& model) {
        auto const link = at.models() / (model + ".bin");
        if (!live) {
            if (std::filesystem::exists(at.models() / (model + ".json")))
                wrong = "'" + model + "' is published and not served";
            found[model] = 0;
            return;
        }
        auto const manifest = file_store{at.models()}.find(model);
        found[model] = manifest ? manifest->generation : 0;
        if (!manifest || manifest->lives.front().generation != live->generation())
            wrong = "'" + model + "' serves as generation " + std::to_string(live->generation()) +
                    ", which did not make it live";
        auto const bytes = live->model().save();
        auto const& seal = live->version().live;
        std::string const linked = read_file(link);
        if (detail::seal_of(seal.file, bytes) != seal)
            wrong = "what serves as '" + model + "' has not the SHA-256 of its manifest";
        else if (linked != detail::as_text(bytes))
            wrong = "'" + link.string() + "' holds other bytes than serve";
    };
    look(service.template live<first_trainer>(), "first");
    look(service.template live<second_trainer>(), "second");
    return found;
}

}  // namespace retrain::testing
