#include "interference.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <string>
#include <string_view>

namespace retrain::testing {
namespace {

enum class plan { off, die, fail };

struct state {
    plan what = plan::off;
    std::string root;
    std::size_t step = 0;
    std::size_t last = 0;
    wrong_call how;
    bool happened = false;
    char const* where = "";
    std::array<bool, 4096> watched{};
    std::array<bool, 4096> written{};
};
state& now() {
    static state& instance = *new state;  // files are closed until the very end
    return instance;
}

bool is_watched(char const* path) {
    return now().what == plan::fail && std::string_view{path}.starts_with(now().root);
}
bool is_watched(int descriptor) {
    return now().what == plan::fail && descriptor >= 0 && descriptor < 4096 &&
           now().watched[static_cast<std::size_t>(descriptor)];
}

enum class kind { reads, changes };

/// Counts a call on something that is watched. True where it has to go wrong.
bool goes_wrong(kind what, char const* name) {
    auto& s = now();
    if (s.how.only_changes && what == kind::reads) return false;
    ++s.step;
    if (s.step != s.last && !(s.how.forever && s.step > s.last)) return false;
    if (!s.happened) s.where = name;
    return s.happened = true;
}

void count_change() {
    auto& s = now();
    if (s.what == plan::die && ++s.step == s.last) ::raise(SIGKILL);
}

/// For a call that can only fail; then `errno` is set.
template <class Watched>
bool fails(Watched watched, kind what, char const* name) {
    if (what == kind::changes) count_change();
    if (!is_watched(watched) || !goes_wrong(what, name) || now().how.code == wrong_call::is_short)
        return false;
    errno = now().how.code;
    return true;
}

/// The same for a call that moves bytes: `count` is what is left of it.
bool fails(int descriptor, kind what, char const* name, std::size_t& count) {
    if (what == kind::changes) count_change();
    if (!is_watched(descriptor) || !goes_wrong(what, name)) return false;
    if (now().how.code == wrong_call::is_short) {
        if (count > 1) count /= 2;
        return false;
    }
    errno = now().how.code;
    return true;
}

template <class Function>
Function* next(char const* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int opened(int descriptor, char const* path, int flags) {
    if (descriptor >= 0 && descriptor < 4096) {
        auto const at = static_cast<std::size_t>(descriptor);
        now().watched[at] = is_watched(path);
        now().written[at] = (flags & O_ACCMODE) != O_RDONLY;
    }
    return descriptor;
}

}  // namespace

void die_before_change(std::size_t step) {
    now() = {};
    now().last = step;
    now().what = plan::die;
}

interference::interference(std::filesystem::path const& directory, std::size_t step,
                           wrong_call what) {
    now() = {};
    now().root = directory.string();
    now().last = step;
    now().how = what;
    now().what = plan::fail;
}
interference::~interference() { now().what = plan::off; }
bool interference::happened() const noexcept { return now().happened; }
char const* interference::where() const noexcept { return now().where; }

}  // namespace retrain::testing

using namespace retrain::testing;

extern "C" {

int open(char const* path, int flags, ...) {
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        std::va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    static auto* const real = next<int(char const*, int, ...)>("open");
    auto const what = (flags & (O_CREAT | O_TRUNC)) != 0 ? kind::changes : kind::reads;
    if (fails(path, what, "open")) return -1;
    return opened(real(path, flags, mode), path, flags);
}

int open64(char const* path, int flags, ...) {
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        std::va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return ::open(path, flags | O_LARGEFILE, mode);
}

int close(int descriptor) {
    static auto* const real = next<int(int)>("close");
    bool const written = is_watched(descriptor) && now().written[static_cast<std::size_t>(descriptor)];
    bool const refused = written && fails(descriptor, kind::changes, "close");
    if (descriptor >= 0 && descriptor < 4096)
        now().watched[static_cast<std::size_t>(descriptor)] = false;
    int const code = errno;
    int const result = real(descriptor);
    if (refused) errno = code;
    return refused ? -1 : result;
}

ssize_t read(int descriptor, void* to, size_t count) {
    static auto* const real = next<ssize_t(int, void*, size_t)>("read");
    return fails(descriptor, kind::reads, "read", count) ? -1 : real(descriptor, to, count);
}

ssize_t pread(int descriptor, void* to, size_t count, off_t at) {
    static auto* const real = next<ssize_t(int, void*, size_t, off_t)>("pread");
    return fails(descriptor, kind::reads, "pread", count) ? -1 : real(descriptor, to, count, at);
}
ssize_t pread64(int descriptor, void* to, size_t count, off64_t at) {
    return ::pread(descriptor, to, count, at);
}

ssize_t write(int descriptor, void const* from, size_t count) {
    static auto* const real = next<ssize_t(int, void const*, size_t)>("write");
    if (descriptor <= STDERR_FILENO) return real(descriptor, from, count);
    return fails(descriptor, kind::changes, "write", count) ? -1 : real(descriptor, from, count);
}

ssize_t pwrite(int descriptor, void const* from, size_t count, off_t at) {
    static auto* const real = next<ssize_t(int, void const*, size_t, off_t)>("pwrite");
    return fails(descriptor, kind::changes, "pwrite", count) ? -1
                                                             : real(descriptor, from, count, at);
}
ssize_t pwrite64(int descriptor, void const* from, size_t count, off64_t at) {
    return ::pwrite(descriptor, from, count, at);
}

// What a process wrote outlives it in the system's memory, so nothing has to reach the disk here.
int fsync(int descriptor) { return fails(descriptor, kind::changes, "fsync") ? -1 : 0; }
int fdatasync(int descriptor) { return fails(descriptor, kind::changes, "fdatasync") ? -1 : 0; }

int ftruncate(int descriptor, off_t length) noexcept {
    static auto* const real = next<int(int, off_t)>("ftruncate");
    return fails(descriptor, kind::changes, "ftruncate") ? -1 : real(descriptor, length);
}
int ftruncate64(int descriptor, off64_t length) noexcept { return ::ftruncate(descriptor, length); }

int unlink(char const* path) noexcept {
    static auto* const real = next<int(char const*)>("unlink");
    return fails(path, kind::changes, "unlink") ? -1 : real(path);
}
int rename(char const* from, char const* to) noexcept {
    static auto* const real = next<int(char const*, char const*)>("rename");
    return fails(to, kind::changes, "rename") ? -1 : real(from, to);
}
int link(char const* from, char const* to) noexcept {
    static auto* const real = next<int(char const*, char const*)>("link");
    return fails(to, kind::changes, "link") ? -1 : real(from, to);
}
int symlink(char const* target, char const* path) noexcept {
    static auto* const real = next<int(char const*, char const*)>("symlink");
    return fails(path, kind::changes, "symlink") ? -1 : real(target, path);
}
int mkdir(char const* path, mode_t mode) noexcept {
    static auto* const real = next<int(char const*, mode_t)>("mkdir");
    return fails(path, kind::changes, "mkdir") ? -1 : real(path, mode);
}

}  // extern "C"
