#pragma once

#include <retrain/core/record.hpp>
#include <retrain/detail/printable.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain::detail {

/// Which generations a history has on record as having gone live.
class recorded_generations {
   public:
    /// `service` and `model` are as `printable` shows them.
    void add(std::string service, std::string model, std::uint64_t generation) {
        known_[{std::move(service), std::move(model)}].insert(generation);
    }

    /// Those of `publications`, one model each and the earliest first, that are missing. A history
    /// is not asked for what was before its first record, so one that is new misses only the latest.
    [[nodiscard]] std::vector<run_record const*> missing(
        std::span<run_record const> publications) const {
        std::vector<run_record const*> found;
        std::map<key, run_record const*> latest;
        for (auto const& run : publications) {
            auto const& model = run.models.front();
            key const which{printable(run.service), printable(model.name)};
            if (auto const known = known_.find(which); known == known_.end())
                latest[which] = &run;
            else if (model.generation > *known->second.begin() &&
                     !known->second.contains(model.generation))
                found.push_back(&run);
        }
        for (auto const& [which, run] : latest) found.push_back(run);
        return found;
    }

    /// Gives those that are missing to `sink`, and returns their number.
    template <class Sink>
    std::size_t complete(Sink& sink, std::span<run_record const> publications) const {
        auto const lacking = missing(publications);
        for (auto const* const run : lacking) sink.record(*run);
        return lacking.size();
    }

   private:
    using key = std::pair<std::string, std::string>;
    std::map<key, std::set<std::uint64_t>> known_;
};

}  // namespace retrain::detail
