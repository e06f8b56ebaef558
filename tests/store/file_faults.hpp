#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

// A program that links file_faults.cpp has file operations of its own: they count those that touch a
// given directory, and can make one of them fail or be the last. The library is not built otherwise
// than it always is.
namespace retrain::testing {

/// Which of what was not synchronised is gone after the power was.
enum class power_loss {
    none,             ///< nothing: the program was killed, the system lives on
    contents,         ///< file contents
    everything,       ///< and all names that were made, changed or removed
    names_on_top,     ///< and those in the watched directory itself
    names_below,      ///< and those in the folders below it
    all_but_the_last, ///< everything but the last change of a name: they need not last in order
};

/// Calls `action` in a child process, which dies before its operation number `step` (from 1) in
/// `directory`; power that is lost takes what was not synchronised with it. Tells whether `action`
/// came to its end before; then the child dies after it.
[[nodiscard]] bool killed_at(std::filesystem::path const& directory, std::size_t step,
                             power_loss loss, std::function<void()> const& action);

/// What an operation does instead of its work.
struct fault {
    static constexpr int is_short = 0;  ///< it reads or writes one byte only
    static constexpr int lies = -1;     ///< it writes other bytes and says nothing

    int code = is_short;       ///< one of these, or the errno it fails with
    bool forever = false;      ///< and so do all after it
    bool only_changes = false; ///< operations that only read are not counted
};

/// While it lives, the operation number `step` in `directory` goes wrong.
class injected_fault {
   public:
    injected_fault(std::filesystem::path const& directory, std::size_t step, fault what);
    injected_fault(injected_fault const&) = delete;
    injected_fault& operator=(injected_fault const&) = delete;
    ~injected_fault();

    /// The operation number `step` was reached.
    [[nodiscard]] bool happened() const;
};

/// While it lives, `statfs` says that what is in `directory` is on a file system of that kind.
class injected_file_system {
   public:
    injected_file_system(std::filesystem::path const& directory, std::uint32_t kind);
    injected_file_system(injected_file_system const&) = delete;
    injected_file_system& operator=(injected_file_system const&) = delete;
    ~injected_file_system();
};

}  // namespace retrain::testing
