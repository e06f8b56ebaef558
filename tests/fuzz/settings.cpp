#include <retrain/config/describe_settings.hpp>
#include <retrain/config/load_settings.hpp>

#include <fuzz/targets.hpp>

#include <string>
#include <string_view>

/// Lines `NAME=value`; a value may contain any byte but a newline, which `\n` writes.
void retrain::fuzz::settings_of(bytes input) {
    environment::variables variables;
    std::string_view rest = text_of(input);
    while (!rest.empty() && variables.size() < 24) {
        auto const line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + (line.size() < rest.size() ? 1 : 0));
        auto const split = line.find('=');
        if (split == std::string_view::npos || split > 40) continue;
        std::string value{line.substr(split + 1)};
        if (auto const at = value.find("\\n"); at != std::string::npos) value.replace(at, 2, "\n");
        variables.emplace(line.substr(0, split), value);
    }
    auto const plain = [](std::string_view text) {
        return text.find('\n') == std::string_view::npos;
    };
    try {
        auto const loaded = load_settings<settings>(environment{variables});
        must(loaded.values.threads <= 1024, "numbers are within their ranges");
        must(plain(loaded.values.training_data), "a text has no newline");
        for (auto const& warning : loaded.warnings)
            must(plain(warning), "a warning is one line");
    } catch (settings_error const& refused) {
        for (auto const& mistake : refused.mistakes()) {
            must(plain(mistake.origin), "a mistake names its variable on one line");
            must(plain(mistake.problem), "a mistake is told on one line");
        }
    }
}
