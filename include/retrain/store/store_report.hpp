#pragma once

#include <retrain/store/store_finding.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// What `verify_store` found.
struct store_report {
    std::size_t files = 0;             ///< whose length and SHA-256 are what was written
    std::uint64_t bytes = 0;           ///< in these
    std::size_t unsealed_backups = 0;  ///< copies of versions that are no longer kept: nothing
                                       ///< names their SHA-256 any more
    std::vector<store_finding> findings{};

    /// Nothing was lost.
    [[nodiscard]] bool sound() const noexcept {
        return std::ranges::none_of(findings,
                                    [](auto const& each) { return is_loss(each.fault); });
    }

    void count(std::uint64_t size) noexcept {
        ++files;
        bytes += size;
    }
    void add(store_fault fault, std::filesystem::path path, std::string what, std::string advice,
             std::string sha256 = {}) {
        findings.push_back({fault, std::move(path), std::move(what), std::move(advice),
                            std::move(sha256)});
    }
    void append(store_report part) {
        files += part.files;
        bytes += part.bytes;
        unsealed_backups += part.unsealed_backups;
        std::ranges::move(part.findings, std::back_inserter(findings));
    }
};

}  // namespace retrain
