#pragma once

#include <retrain/backup/concept.hpp>

#include <string>

namespace retrain {

/// Use when the store's own versions are enough: `rollback` reaches the kept ones without a backup.
struct no_backup {
    using policy_role = backup_role;

    [[nodiscard]] static std::string preserve(backup_request const&) noexcept { return {}; }
};

}  // namespace retrain
