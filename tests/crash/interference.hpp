#pragma once

#include <cstddef>
#include <filesystem>

// A program that links interference.cpp passes every call that touches the file system through it,
// those of the libraries that it uses too. The library is not built otherwise than it always is, and
// the calls that are let through are the system's own, but for synchronisations: a kill does not need
// them.
namespace retrain::testing {

/// From now on this process is killed (SIGKILL) just before its change number `step` (from 1) of
/// the file system: a name made, changed or removed, bytes written, a length changed, a
/// synchronisation.
void die_before_change(std::size_t step);

/// What a call does instead of its work.
struct wrong_call {
    static constexpr int is_short = 0;  ///< it reads or writes half of the bytes

    int code = is_short;        ///< that, or the errno that it fails with
    bool forever = false;       ///< and so do all after it
    bool only_changes = false;  ///< calls that only read are not counted
};

/// While it lives, the call number `step` on a file below `directory` goes wrong.
class interference {
   public:
    interference(std::filesystem::path const& directory, std::size_t step, wrong_call what);
    interference(interference const&) = delete;
    interference& operator=(interference const&) = delete;
    ~interference();

    /// The call number `step` was reached.
    [[nodiscard]] bool happened() const noexcept;
    /// The name of the function that went wrong first.
    [[nodiscard]] char const* where() const noexcept;
};

}  // namespace retrain::testing
