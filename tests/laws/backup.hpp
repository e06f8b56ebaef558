#pragma once

#include <retrain/backup/concept.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace retrain::laws {

/// [backup.verified] A path that is returned names a file with the bytes of the live one, and is
/// another one with each call. `request.version.live` seals `content`.
template <BackupPolicy P>
[[nodiscard]] bool preserves(P& policy, backup_request const& request, std::string const& content) {
    std::set<std::string> paths;
    for (std::size_t call = 0; call < 3; ++call) {
        std::string const path = policy.preserve(request);
        if (path.empty()) continue;
        std::ifstream in{path, std::ios::binary};
        if (std::string{std::istreambuf_iterator<char>{in}, {}} != content) return false;
        if (!paths.insert(path).second) return false;
    }
    return true;
}

}  // namespace retrain::laws
