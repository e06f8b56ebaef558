#include "file_faults.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace retrain::testing {
namespace {

namespace fs = std::filesystem;

// The operations themselves, past the names that this file gives to its own.
long do_open(char const* path, int flags, mode_t mode) {
    return ::syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
long do_unlink(char const* path) { return ::syscall(SYS_unlinkat, AT_FDCWD, path, 0); }
long do_rename(char const* from, char const* to) {
    return ::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
long do_link(char const* from, char const* to) {
    return ::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

/// A change of names that is not synchronised yet, and what takes it back.
struct change {
    fs::path folder;
    std::function<void()> undo;
};

struct open_file {
    fs::path path;
    int again = -1;  ///< a second descriptor, where contents can be lost
    bool synchronised = false;
};

enum class plan { off, die, fail };

struct state {
    plan what = plan::off;
    std::string root;
    std::size_t step = 0;
    std::size_t last = 0;
    fault how;
    bool happened = false;
    power_loss loss = power_loss::none;
    std::size_t saved = 0;
    std::map<int, open_file> files;
    std::vector<open_file> closed;
    std::vector<change> changes;
};
state& now() {
    static state instance;
    return instance;
}

bool is_watched(fs::path const& path) {
    return now().what != plan::off && path.string().starts_with(now().root);
}

bool simulates_power() { return now().what == plan::die && now().loss != power_loss::none; }

/// Takes back what no synchronisation has made last.
void lose_power() {
    auto& s = now();
    s.what = plan::off;
    if (s.loss == power_loss::none) return;
    for (auto const& [descriptor, file] : s.files)
        if (file.again != -1 && !file.synchronised) (void)!::ftruncate(file.again, 0);
    for (auto const& file : s.closed)
        if (!file.synchronised) (void)!::ftruncate(file.again, 0);
    if (s.loss == power_loss::all_but_the_last && !s.changes.empty()) s.changes.pop_back();
    for (auto change = s.changes.rbegin(); change != s.changes.rend(); ++change) {
        bool const on_top = change->folder == s.root;
        if (s.loss == power_loss::everything || s.loss == power_loss::all_but_the_last ||
            (s.loss == power_loss::names_on_top && on_top) ||
            (s.loss == power_loss::names_below && !on_top))
            change->undo();
    }
}

constexpr int died = 86;
constexpr int finished = 87;

struct mounted {
    std::string root;
    std::uint32_t kind = 0;
};
mounted& mount() {
    static mounted instance;
    return instance;
}

/// Counts an operation. True where it has to go wrong in the way that was asked for.
bool goes_wrong(bool reads = false) {
    auto& s = now();
    if (s.what == plan::fail && s.how.only_changes && reads) return false;
    ++s.step;
    if (s.step != s.last && !(s.how.forever && s.step > s.last)) return false;
    if (s.what == plan::die) {
        lose_power();
        ::_exit(died);
    }
    return s.happened = true;
}

/// The same for an operation that can only fail; then `errno` is set.
bool fails(bool reads = false) {
    if (!goes_wrong(reads) || now().how.code <= 0) return false;
    errno = now().how.code;
    return true;
}

/// Keeps what has the name `path` under another name outside of the watched directory.
fs::path save(fs::path const& path) {
    fs::path const saved = now().root + ".saved-" + std::to_string(now().saved++);
    return do_link(path.c_str(), saved.c_str()) == 0 ? saved : fs::path{};
}

void remember(fs::path const& path, std::function<void()> undo) {
    now().changes.push_back({path.parent_path(), std::move(undo)});
}

}  // namespace

bool killed_at(fs::path const& directory, std::size_t step, power_loss loss,
               std::function<void()> const& action) {
    std::fflush(nullptr);
    ::pid_t const child = ::fork();
    if (child == 0) {
        auto& s = now();
        s = {};
        s.root = directory.string();
        s.last = step;
        s.loss = loss;
        s.what = plan::die;
        try {
            action();
        } catch (std::exception const& mistake) {
            s.what = plan::off;
            std::fprintf(stderr, "%s\n", mistake.what());
            ::_exit(1);
        }
        lose_power();
        ::_exit(finished);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    for (auto const& entry : fs::directory_iterator{directory.parent_path()})
        if (entry.path().string().starts_with(directory.string() + ".saved-"))
            fs::remove(entry.path());
    if (WIFEXITED(status) && WEXITSTATUS(status) == finished) return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == died) return false;
    throw std::runtime_error{"the child failed"};
}

injected_fault::injected_fault(fs::path const& directory, std::size_t step, fault what) {
    now() = {};
    now().root = directory.string();
    now().last = step;
    now().how = what;
    now().what = plan::fail;
}
injected_fault::~injected_fault() { now() = {}; }
bool injected_fault::happened() const { return now().happened; }

injected_file_system::injected_file_system(fs::path const& directory, std::uint32_t kind) {
    mount() = {directory.string(), kind};
}
injected_file_system::~injected_file_system() { mount() = {}; }

}  // namespace retrain::testing

using namespace retrain::testing;

extern "C" {

int open(char const* name, int flags, ...) {
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        std::va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    std::filesystem::path const path{name};
    bool const watched = is_watched(path);
    if (watched && fails((flags & O_CREAT) == 0)) return -1;
    bool is_new = false;
    if (watched && simulates_power() && (flags & O_CREAT) != 0) {
        struct stat status {};
        is_new = ::lstat(name, &status) == -1;
    }
    auto const descriptor = static_cast<int>(do_open(name, flags, mode));
    if (watched && descriptor != -1) {
        open_file file{path};
        if (is_new) {
            file.again = static_cast<int>(::syscall(SYS_dup, descriptor));
            remember(path, [path] { do_unlink(path.c_str()); });
        }
        now().files[descriptor] = file;
    }
    return descriptor;
}

int close(int descriptor) {
    auto& files = now().files;
    if (auto const file = files.find(descriptor); file != files.end()) {
        bool const is_directory = file->second.again == -1;
        if (file->second.again != -1) now().closed.push_back(file->second);
        files.erase(file);
        if (!is_directory && fails()) {
            ::syscall(SYS_close, descriptor);
            return -1;
        }
    }
    return static_cast<int>(::syscall(SYS_close, descriptor));
}

ssize_t read(int descriptor, void* to, size_t count) {
    if (now().files.contains(descriptor) && goes_wrong(true)) {
        if (fault const how = now().how; how.code == fault::is_short) {
            count = std::min<size_t>(count, 1);
        } else if (how.code > 0) {
            errno = how.code;
            return -1;
        }
    }
    return ::syscall(SYS_read, descriptor, to, count);
}

ssize_t write(int descriptor, void const* from, size_t count) {
    if (now().files.contains(descriptor) && goes_wrong()) {
        if (fault const how = now().how; how.code == fault::is_short) {
            count = std::min<size_t>(count, 1);
        } else if (how.code == fault::lies) {
            std::string const others(count, '?');
            return ::syscall(SYS_write, descriptor, others.data(), count);
        } else {
            errno = how.code;
            return -1;
        }
    }
    return ::syscall(SYS_write, descriptor, from, count);
}

int fsync(int descriptor) {
    // The power that these tests lose is not real: nothing has to reach the disk.
    auto const file = now().files.find(descriptor);
    if (file == now().files.end()) return 0;
    if (fails()) return -1;
    file->second.synchronised = true;
    std::erase_if(now().changes,
                  [&](auto const& change) { return change.folder == file->second.path; });
    return 0;
}

int unlink(char const* name) noexcept {
    std::filesystem::path const path{name};
    if (!is_watched(path)) return static_cast<int>(do_unlink(name));
    if (fails()) return -1;
    auto const saved = simulates_power() ? save(path) : std::filesystem::path{};
    auto const result = static_cast<int>(do_unlink(name));
    if (!saved.empty()) remember(path, [=] { do_rename(saved.c_str(), path.c_str()); });
    return result;
}

int rename(char const* from, char const* to) noexcept {
    std::filesystem::path const path{to};
    if (!is_watched(path)) return static_cast<int>(do_rename(from, to));
    if (fails()) return -1;
    auto const saved = simulates_power() ? save(path) : std::filesystem::path{};
    auto const result = static_cast<int>(do_rename(from, to));
    if (result == 0)
        remember(path, [=, old = std::filesystem::path{from}] {
            do_rename(path.c_str(), old.c_str());
            if (!saved.empty()) do_rename(saved.c_str(), path.c_str());
        });
    return result;
}

int link(char const* from, char const* to) noexcept {
    std::filesystem::path const path{to};
    if (!is_watched(path)) return static_cast<int>(do_link(from, to));
    if (fails()) return -1;
    auto const result = static_cast<int>(do_link(from, to));
    if (result == 0) remember(path, [path] { do_unlink(path.c_str()); });
    return result;
}

int symlink(char const* target, char const* name) noexcept {
    std::filesystem::path const path{name};
    bool const watched = is_watched(path);
    if (watched && fails()) return -1;
    auto const result = static_cast<int>(::syscall(SYS_symlinkat, target, AT_FDCWD, name));
    if (watched && result == 0) remember(path, [path] { do_unlink(path.c_str()); });
    return result;
}

int statfs(char const* name, struct statfs* found) noexcept {
    auto const result = static_cast<int>(::syscall(SYS_statfs, name, found));
    auto const& at = mount();
    if (result == 0 && !at.root.empty() && std::string_view{name}.starts_with(at.root))
        found->f_type = static_cast<decltype(found->f_type)>(at.kind);
    return result;
}

int mkdir(char const* name, mode_t mode) noexcept {
    std::filesystem::path const path{name};
    bool const watched = is_watched(path);
    if (watched && fails()) return -1;
    auto const result = static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, name, mode));
    if (watched && result == 0)
        remember(path, [path] {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        });
    return result;
}

}  // extern "C"
