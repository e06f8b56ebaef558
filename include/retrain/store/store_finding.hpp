#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace retrain {

/// What is the matter with a file of a store's directory.
enum class store_fault {
    damaged,     ///< it is not what its manifest names
    missing,     ///< a manifest names it, and it is not there
    unfinished,  ///< a publish that was cut short, or goes on at this moment, left it so
    unknown,     ///< nothing of the store's
};

[[nodiscard]] constexpr std::string_view name(store_fault fault) noexcept {
    switch (fault) {
        case store_fault::damaged: return "damaged";
        case store_fault::missing: return "missing";
        case store_fault::unfinished: return "unfinished";
        case store_fault::unknown: return "unknown";
    }
    return "unknown";
}

/// Something was lost. The others are harmless: a service's next start clears them up, or leaves
/// them alone.
[[nodiscard]] constexpr bool is_loss(store_fault fault) noexcept {
    return fault == store_fault::damaged || fault == store_fault::missing;
}

/// One file that is not as it should be.
struct store_finding {
    store_fault fault = store_fault::unknown;
    std::filesystem::path path{};
    std::string what{};    ///< what was found, the end of a sentence that begins with the path
    std::string advice{};  ///< what to do about it
    std::string sha256{};  ///< what a version or a candidate should have; empty for other files
};

}  // namespace retrain
