// What operators run beside a service, at three in the morning: it says what is, why, and what to
// do.
#include "acts.hpp"
#include "answer.hpp"
#include "history.hpp"
#include "pause.hpp"
#include "place.hpp"
#include "request.hpp"
#include "status.hpp"
#include "verify.hpp"
#include "versions.hpp"
#include "why.hpp"

#include <retrain/config/settings_error.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/intervention.hpp>
#include <retrain/detail/file_error.hpp>

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace operate;

/// What the command line says.
struct wanted {
    std::string folder = ".";
    bool as_json = false;
    std::string model{};
    std::vector<std::string> models{};
    std::string because{};
    std::string to = "previous";
    std::string at{};
    std::size_t limit = 10;
    double hours = 24;
    bool here = false;
    std::function<answer(place const&)> command{};
};

CLI::App* add(CLI::App& app, char const* name, char const* what, wanted& line,
              std::function<answer(place const&)> command) {
    auto* const added = app.add_subcommand(name, what);
    added->callback([&line, command = std::move(command)] { line.command = command; });
    return added;
}
void needs_model(CLI::App* command, wanted& line) {
    command->add_option("MODEL", line.model, "the model's name")->required();
}
void needs_reason(CLI::App* command, wanted& line) {
    command->add_option("--why", line.because, "the reason, which the history keeps")->required();
}

void add_looks(CLI::App& app, wanted& line) {
    add(app, "status", "what is live, what waits, and what to look at", line,
        [](place const& at) { return status(at); });
    auto* const reasons = add(app, "why", "why it does or doesn't retrain", line,
                              [&](place const& at) { return why(at, line.hours); });
    reasons->add_option("--hours", line.hours, "how far back skips are told")
        ->check(CLI::Range(0.0, 87'600.0))
        ->capture_default_str();
    auto* const past =
        add(app, "history", "the latest runs, or who was live then", line, [&](place const& at) {
            return line.at.empty() ? history(at, line.limit) : history_at(at, read_time(line.at));
        });
    past->add_option("--limit", line.limit, "how many runs")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    past->add_option("--at", line.at, "a time in UTC: who was live then");
    add(app, "verify", "compare every file with what names it", line,
        [](place const& at) { return verify(at); });
    add(app, "versions", "what is kept of each model", line,
        [](place const& at) { return versions(at); });
}

void add_acts(CLI::App& app, wanted& line) {
    auto* const back =
        add(app, "rollback", "make a kept version live again, and pin it", line,
            [&](place const& at) { return rollback(at, line.model, line.because, line.to); });
    back->add_option("--to", line.to, "the version's number, or previous")->capture_default_str();
    auto* const hold =
        add(app, "pin", "let nothing replace what is live", line,
            [&](place const& at) { return pin(at, line.model, line.because, true); });
    auto* const release =
        add(app, "unpin", "let winners replace it again", line,
            [&](place const& at) { return pin(at, line.model, line.because, false); });
    auto* const yes = add(app, "approve", "let the winner that waits go live", line,
                          [&](place const& at) { return approve(at, line.model, line.because); });
    auto* const no = add(app, "decline", "close the winner that waits", line,
                         [&](place const& at) { return decline(at, line.model, line.because); });
    for (auto* const act : {back, hold, release, yes, no}) {
        needs_model(act, line);
        needs_reason(act, line);
    }
    needs_reason(add(app, "pause", "let no run begin", line,
                     [&](place const& at) { return pause(at, line.because); }),
                 line);
    needs_reason(add(app, "resume", "let runs begin again", line,
                     [&](place const& at) { return resume(at, line.because); }),
                 line);
    auto* const train =
        add(app, "retrain", "ask the running service for a run", line,
            [&](place const& at) { return request_run(at, line.models, line.because, line.here); });
    train->add_option("MODEL", line.models, "the models' names; none: all");
    train->add_flag("--here", line.here, "train in this process, and tell what came of it");
    needs_reason(train, line);
}

/// The first line of `text`, its others joined to it.
[[nodiscard]] std::string on_one_line(std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;)
        text.replace(at, 1, at + 1 == text.size() ? "" : ";");
    return one_line(text);
}

int fail(wanted const& line, exit_code code, std::string const& kind, std::string const& text) {
    auto const sentence = on_one_line(text);
    if (line.as_json) {
        json const data{
            {"error", {{"code", static_cast<int>(code)}, {"kind", kind}, {"text", sentence}}}};
        std::printf("%s\n", data.dump(2, ' ', false, json::error_handler_t::replace).c_str());
    }
    std::fprintf(stderr, "operate: %s\n", sentence.c_str());
    return static_cast<int>(code);
}

int run(wanted const& line) {
    try {
        if (!line.because.empty() && !rt::is_reason(line.because))
            throw problem{exit_code::usage, "bad_reason", "--why is blank; say why"};
        auto const said = line.command(place{line.folder});
        auto const text = line.as_json
                              ? said.data.dump(2, ' ', false, json::error_handler_t::replace) + "\n"
                              : said.text;
        std::fputs(text.c_str(), stdout);
        return static_cast<int>(said.code);
    } catch (problem const& told) {
        return fail(line, told.code(), told.kind(), told.what());
    } catch (rt::settings_error const& mistake) {
        return fail(line, exit_code::usage, "bad_settings", mistake.what());
    } catch (rt::detail::file_error const& refused) {
        bool const held = refused.code() == ETIMEDOUT;
        return fail(line, held ? exit_code::busy : exit_code::wrong, "store_failed",
                    refused.what());
    } catch (rt::error const& refused) {
        return fail(line, exit_code::wrong, std::string{name(refused.why())}, refused.what());
    } catch (std::exception const& other) {
        return fail(line, exit_code::wrong, "unexpected", other.what());
    }
}

}  // namespace

int main(int argument_count, char** arguments) {
    wanted line;
    CLI::App app{"Looks after a retraining service, beside it"};
    app.name("operate");
    app.add_option("--in", line.folder, "the service's folder")->capture_default_str();
    app.add_flag("--json", line.as_json, "answer with one JSON document");
    app.require_subcommand(1)->fallthrough();
    app.footer(
        "Exit codes: 0 done or in order, 1 something is wrong or was refused, 2 bad usage,\n"
        "3 another process is at it: try again.");
    add_looks(app, line);
    add_acts(app, line);
    try {
        app.parse(argument_count, arguments);
    } catch (CLI::ParseError const& mistake) {
        if (mistake.get_exit_code() == 0) return app.exit(mistake);  // --help
        auto const* const at = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
        return fail(line, exit_code::usage, "usage",
                    std::string{mistake.what()} + "; see operate " +
                        (at == &app ? "" : at->get_name() + " ") + "--help");
    }
    return run(line);
}
