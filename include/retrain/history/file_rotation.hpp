#pragma once

#include <cstddef>
#include <cstdint>

namespace retrain {

/// When a history's file is put aside for a new one, and how many of those are kept: `file.1` is
/// the latest, `file.9` the oldest. The next record makes room for itself; it is never split.
struct file_rotation {
    std::uint64_t limit = 64 << 20;  ///< in bytes; only a file of one longer record is larger
    std::size_t kept = 9;            ///< 0: a full file is removed
};

}  // namespace retrain
