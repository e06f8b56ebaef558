#pragma once

#include <support/scratch_directory.hpp>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

extern char** environ;

// The example's two programs as processes, with files for what they say.
namespace retrain::testing {

/// Starts `arguments`, whose first is the program; `input` is its standard input.
[[nodiscard]] inline ::pid_t start(std::vector<std::string> arguments, int input,
                                   std::filesystem::path const& out,
                                   std::filesystem::path const& err) {
    std::vector<char*> words;
    for (auto& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    constexpr int fresh = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), fresh, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), fresh, 0600);
    ::pid_t child = 0;
    int const failed = posix_spawn(&child, words.front(), &files, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) throw std::runtime_error{"can't start " + arguments.front()};
    return child;
}

/// What a program said, and how it ended: its exit code, or minus the signal.
struct ended {
    int code = 0;
    std::string out{};
    std::string err{};

    [[nodiscard]] bool says(std::string_view text) const {
        return out.find(text) != std::string::npos;
    }
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

[[nodiscard]] inline int wait_for(::pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Runs operate on the service in `folder`; `before` is a program that runs it.
[[nodiscard]] inline ended operate(std::filesystem::path const& folder,
                                   std::vector<std::string> arguments,
                                   std::vector<std::string> before = {}) {
    scratch_directory const said;
    auto all = std::move(before);
    all.insert(all.end(), {OPERATE_PROGRAM, "--in", folder.string()});
    all.insert(all.end(), arguments.begin(), arguments.end());
    int const nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ended result;
    result.code = wait_for(start(std::move(all), nothing, said / "out", said / "err"));
    ::close(nothing);
    result.out = read_file(said / "out");
    result.err = read_file(said / "err");
    return result;
}

/// The same by a user who may read what is in `folder`, and write nothing.
[[nodiscard]] inline ended operate_without_rights(std::filesystem::path const& folder,
                                                  std::vector<std::string> arguments) {
    namespace fs = std::filesystem;
    using enum fs::perms;
    constexpr auto looking = owner_read | owner_exec | others_read | others_exec;
    std::vector<fs::path> folders{folder.parent_path(), folder};
    for (auto const& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_directory()) folders.push_back(entry.path());
        if (entry.is_regular_file())
            fs::permissions(entry.path(), others_read, fs::perm_options::add);
    }
    for (auto const& each : folders) fs::permissions(each, looking);
    std::vector<std::string> before;  // root may write in spite of all rights
    if (::geteuid() == 0)
        before = {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    auto said = operate(folder, std::move(arguments), std::move(before));
    for (auto const& each : folders) fs::permissions(each, owner_write, fs::perm_options::add);
    return said;
}

/// The service, running in `folder` until this goes.
class trader {
   public:
    explicit trader(std::filesystem::path const& folder) : folder_{folder} {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
        input_ = ends[1];
        child_ = start({TRADER_PROGRAM, folder.string()}, ends[0], folder / "trader.out",
                       folder / "trader.err");
        ::close(ends[0]);
        await("ready");
    }
    trader(trader const&) = delete;
    trader& operator=(trader const&) = delete;
    ~trader() { (void)end(); }

    /// Sends a line, such as "backtest".
    void tell(std::string line) {
        line += '\n';
        if (::write(input_, line.data(), line.size()) != static_cast<::ssize_t>(line.size()))
            throw std::runtime_error{"the trader is gone"};
    }
    /// Waits until it has said `text` for the `times`th time.
    void await(std::string_view text, std::size_t times = 1) const {
        for (int look = 0; look != 60'000; ++look) {
            auto const all = said();
            std::size_t found = 0;
            for (auto at = all.find(text); at != std::string::npos; at = all.find(text, at + 1))
                ++found;
            if (found >= times) return;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        throw std::runtime_error{"the trader did not say '" + std::string{text} + "' but:\n" +
                                 said()};
    }
    [[nodiscard]] std::string said() const { return read_file(folder_ / "trader.out"); }

    /// Ends it as a service manager does; its exit code.
    int end() {
        if (child_ == 0) return ended_with_;
        ::kill(child_, SIGTERM);
        ended_with_ = wait_for(std::exchange(child_, 0));
        ::close(input_);
        return ended_with_;
    }

   private:
    std::filesystem::path folder_;
    int input_ = -1;
    ::pid_t child_ = 0;
    int ended_with_ = 0;
};

}  // namespace retrain::testing
