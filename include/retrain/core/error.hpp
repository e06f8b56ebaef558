#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace retrain {

/// Why a run, or one model of it, failed. `name(failure_reason)` is its spelling in every record.
enum class failure_reason {
    source_missing,      ///< the training data is not there or can't be read
    source_changed,      ///< the training data was replaced or cut while it was read
    bad_data,            ///< a cell, a header, a label or a row count that can't be trained on
    bad_parameter,       ///< a trainer's or a policy's parameter out of its range
    training_failed,     ///< the engine refused or broke down
    cancelled,           ///< `cancel()`, or the service was being destroyed
    timed_out,           ///< the run's budget of time was spent
    memory_exceeded,     ///< the run's budget of memory was exceeded
    smoke_test_failed,   ///< the saved model does not load or does not predict what it predicted
    backup_failed,       ///< the old model could not be kept, so it was not replaced
    store_failed,        ///< a file of the store could not be written
    network_file_system, ///< the directory is on a network file system, which is not allowed
    pinned,              ///< a person pinned the live version; unpin it first
    superseded,          ///< a newer model was published meanwhile
    corrupt_model,       ///< length or SHA-256 of a model file differ from its manifest
    unexpected,          ///< an exception of another type; its text tells
};

[[nodiscard]] constexpr std::string_view name(failure_reason why) noexcept {
    switch (why) {
        case failure_reason::source_missing: return "source_missing";
        case failure_reason::source_changed: return "source_changed";
        case failure_reason::bad_data: return "bad_data";
        case failure_reason::bad_parameter: return "bad_parameter";
        case failure_reason::training_failed: return "training_failed";
        case failure_reason::cancelled: return "cancelled";
        case failure_reason::timed_out: return "timed_out";
        case failure_reason::memory_exceeded: return "memory_exceeded";
        case failure_reason::smoke_test_failed: return "smoke_test_failed";
        case failure_reason::backup_failed: return "backup_failed";
        case failure_reason::store_failed: return "store_failed";
        case failure_reason::network_file_system: return "network_file_system";
        case failure_reason::pinned: return "pinned";
        case failure_reason::superseded: return "superseded";
        case failure_reason::corrupt_model: return "corrupt_model";
        case failure_reason::unexpected: return "unexpected";
    }
    return "unknown";
}

/// What the library throws, always at an edge: files, training, configuration. The text is one
/// sentence that names the place, the value and what to do.
class error : public std::runtime_error {
   public:
    error(failure_reason why, std::string const& text) : std::runtime_error{text}, why_{why} {}

    [[nodiscard]] failure_reason why() const noexcept { return why_; }

   private:
    failure_reason why_;
};

}  // namespace retrain
