#pragma once

#include "programs.hpp"

#include <retrain/core/iso_time.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace retrain::testing {

inline constexpr char const* model = "nearest_centroid";

/// Adds `count` rows, a day each from the first free day on, of which one of three features tells
/// the label: what told it before tells nothing any more.
inline void add_rows(std::filesystem::path const& folder, int count, int telling) {
    auto const file = folder / "data/ml_training_data.csv";
    bool const fresh = !std::filesystem::exists(file);
    std::filesystem::create_directories(file.parent_path());
    int first = 0;
    if (!fresh) {
        std::string const text = read_file(file);
        first = static_cast<int>(std::ranges::count(text, '\n')) - 1;
    }
    std::ofstream out{file, std::ios::app};
    if (fresh) out << "ticker,entry_date,exit_date,momentum,volume,spread,label\n";
    std::uint64_t state = 7 + static_cast<std::uint64_t>(first);
    auto const random = [&state] {  // in [-1, 1)
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(state >> 33U) / 1073741824.0 - 1.0;
    };
    auto const date = [](int day) {
        return iso_time(std::chrono::sys_days{std::chrono::year{2019} / 1 / 1} +
                        std::chrono::days{day})
            .substr(0, 10);
    };
    for (int row = first; row < first + count; ++row) {
        bool const buy = random() < 0;
        out << "A," << date(row) << ',' << date(row + 1);
        for (int feature = 0; feature != 3; ++feature)
            out << ',' << 2 * random() + (feature == telling ? (buy ? 1.0 : -1.0) : 0.0);
        out << (buy ? ",buy\n" : ",avoid\n");
    }
}

/// A service's folder: versions 1 and 2 went live by approval, and candidate 3 waits.
class desk {
   public:
    desk() { std::filesystem::copy(prepared(), folder(), copy_all); }

    [[nodiscard]] std::filesystem::path folder() const { return scratch_ / "desk"; }
    [[nodiscard]] std::filesystem::path models() const { return folder() / "models"; }

    /// Runs operate here.
    template <class... Words>
    [[nodiscard]] ended operate(Words const&... words) const {
        return testing::operate(folder(), {std::string{words}...});
    }

   private:
    static constexpr auto copy_all =
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks;

    /// Is made once, by the programs themselves.
    static std::filesystem::path prepared() {
        static scratch_directory const made;
        static bool const done = [] {
            ::setenv("RETRAIN_MIN_INTERVAL_HOURS", "0", 1);
            add_rows(made.path(), 300, 0);
            {
                trader running{made.path()};
                for (std::size_t run = 1; run <= 3; ++run) {
                    running.tell("backtest");
                    running.await("has a winner that waits, candidate", run);
                    if (run == 3) break;
                    auto const said =
                        testing::operate(made.path(), {"approve", model, "--why", "looks right"});
                    if (said.code != 0) throw std::runtime_error{said.out + said.err};
                    add_rows(made.path(), 600, static_cast<int>(run));
                }
            }
            ::unsetenv("RETRAIN_MIN_INTERVAL_HOURS");
            return true;
        }();
        (void)done;
        return made.path();
    }

    scratch_directory scratch_;
};

}  // namespace retrain::testing
