#pragma once

#include <retrain/source/csv_source.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

/// A CSV file with some text, as a source reads it.
class csv_file_of {
   public:
    explicit csv_file_of(std::string_view text) { write(text); }

    /// Writes it anew, an hour ago.
    void write(std::string_view text) const {
        retrain::testing::write_file(path(), text);
        written_ago(std::chrono::hours{1});
    }
    void written_ago(std::chrono::milliseconds age) const {
        std::filesystem::last_write_time(path(),
                                         std::filesystem::file_time_type::clock::now() - age);
    }
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "rows.csv"; }

    template <class Features = retrain::inferred_features>
    [[nodiscard]] retrain::csv_source<Features> source(retrain::csv_options options = {}) const {
        return retrain::csv_source<Features>{path().string(), std::move(options)};
    }
    [[nodiscard]] retrain::dataset load(retrain::csv_options options = {},
                                        retrain::load_request const& request = {}) const {
        return source(std::move(options)).load(request);
    }

    /// The message of the refusal (`bad_data`) to load it.
    template <class Features = retrain::inferred_features>
    [[nodiscard]] std::string refusal(retrain::csv_options options = {}) const {
        try {
            (void)source<Features>(std::move(options)).load({});
        } catch (retrain::error const& refused) {
            CHECK(refused.why() == retrain::failure_reason::bad_data);
            std::string const text = refused.what();
            CHECK(text.starts_with(path().string() + ":"));
            return text;
        }
        return "nothing was refused";
    }

   private:
    retrain::testing::scratch_directory folder_;
};

/// Midnight UTC.
[[nodiscard]] constexpr retrain::time_point day(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                                 static_cast<int>(day)};
}
